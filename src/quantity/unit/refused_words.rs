//! Spellings that are refused, why, and the units they may mean.

/// What may be one unit or another.
pub(super) const SEVERAL: &str = "it has more than one reading: write";
/// What is so much a time.
pub(super) const RATE: &str = "it is a rate, and a quantity is needed: multiply by the time and write";
/// A mass of a gas is a mass; which gas is in another column.
pub(super) const OF_A_GAS: &str = "a unit names no gas, which the activity or the factor does: write the mass as";
/// A power is not an energy.
const POWER: &str = "it is a power, and an energy is needed: multiply by the hours and write";
/// Nor is what the current could do if it were in phase.
const APPARENT: &str = "it is apparent or reactive, which is an energy only with the power factor: take the active energy of the bill, and write";
/// A hundred of a unit.
const HUNDRED: &str = "it is a hundred cubic feet: multiply the quantity by 100, and say at which state with";

/// A thousand tons of one kind or another.
const THOUSAND_TONS: &str =
    "it is a thousand tons, which have more than one size: multiply the quantity by 1,000 and write";
/// A million of a unit.
const MILLION: &str = "it is a million cubic feet, and not said at which state: for gas at 60 °F and 14.696 psia write the first, as \
                       metered multiply the quantity by 1,000,000 and write the second:";
/// A thousand million of a unit.
const BILLION: &str = "it is a thousand million cubic feet: multiply the quantity by 1,000, and if they are at 60 °F and 14.696 psia write";

/// Refused by exactly these letters: SI makes of them another unit than the one that capitals alone would.
pub(super) const LETTERS: &[(&str, &str, &[&str])] = &[
    ("mJ", "it is a thousandth of a joule; if a million joules are meant, write", &["MJ"]),
    ("pJ", "it is a millionth of a millionth of a joule; if 10^15 joules are meant, write", &["PJ"]),
    ("mWh", "it is a thousandth of a watt hour; if a million watt hours are meant, write", &["MWh"]),
    ("mcal", "it is a thousandth of a calorie; if a million calories are meant, write", &["Mcal"]),
    ("T", SEVERAL, &["t", "short_ton", "long_ton"]),
];

/// Refused in any case, with or without full stops, blanks and the `s` of the plural.
pub(super) const REFUSALS: &[(&[&str], &str, &[&str])] = &[
    // Invoices write a metric ton so, SI a million of them.
    (&["mt", "m/t", "mton", "m/ton"], SEVERAL, &["t", "Mt"]),
    (&["mts"], SEVERAL, &["t", "Mt", "m"]),
    (&["ton", "tn", "噸"], SEVERAL, &["t", "short_ton", "long_ton"]),
    (&["kton", "kiloton"], THOUSAND_TONS, &["t", "short_ton", "long_ton"]),
    // Litre in Italian and Spanish, long ton in shipping.
    (&["lt"], SEVERAL, &["L", "long_ton"]),
    (&["gal", "gallon", "แกลลอน", "ガロン", "加仑", "加侖", "갤런", "galon"], SEVERAL, &["gal_us", "gal_uk"]),
    (&["mbtu", "mbtus"], SEVERAL, &["kBtu", "MMBtu"]),
    // The calorie of food is a thousand of them.
    (&["cal", "calorie", "แคลอรี", "カロリー"], SEVERAL, &["cal", "kcal"]),
    (&["cf", "cuft", "cft"], SEVERAL, &["scf", "ft3"]),
    (&["mmcf", "mmcft", "mmft3", "ล้านลูกบาศก์ฟุต"], MILLION, &["MMscf", "ft3"]),
    (&["bcf", "bscf"], BILLION, &["MMscf"]),
    (&["ccf", "hcf"], HUNDRED, &["scf", "ft3"]),
    // `M` is a thousand in petroleum and a million in SI.
    (&["mcf", "mscf"], SEVERAL, &["kscf", "MMscf"]),
    (&["mscm", "msm3"], SEVERAL, &["kSm3", "million_Sm3"]),
    (&["mncm", "mnm3"], SEVERAL, &["kNm3", "million_Nm3"]),
    (&["mcm", "mm3"], SEVERAL, &["thousand_m3", "million_m3"]),
    (&["km3", "kcm"], "it may be a cubic kilometre; if a thousand cubic metres are meant, write", &["thousand_m3"]),
    // A unit of electricity on Thai, Indian and Chinese bills; anything that is counted elsewhere.
    (&["unit", "หน่วย", "ยูนิต", "ユニット"], SEVERAL, &["piece", "kWh"]),
    (&["度"], "it is a degree too; if a unit of electricity is meant, write", &["kWh"]),
    (
        &["คิว", "q", "khối", "kubik", "padu", "루베"],
        "it has other readings too; if a cubic metre is meant, write",
        &["m3"],
    ),
    (&["kilo", "k", "กิโล", "キロ"], SEVERAL, &["kg", "km"]),
    // The Japanese sho is 2401/1331 L.
    (&["升"], "it is a litre in Chinese and a sho of about 1.8 litres in Japan: if a litre is meant, write", &["L"]),
    (&["瓩"], "it is a kilogram in Japan and a kilowatt in Chinese: if a kilogram is meant, write", &["kg"]),
    (
        &["斤", "台斤", "市斤"],
        "it is 0.5 kg in China and 0.6 kg in Taiwan and Japan: multiply the quantity and write",
        &["kg"],
    ),
    (&["tạ", "kuintal", "kwintal"], "it is a hundred kilograms: multiply the quantity by 100 and write", &["kg"]),
    (&["nm"], "it is a nanometre too; if a nautical mile is meant, write", &["nmi"]),
    (&["pound", "ปอนด์", "ポンド"], SEVERAL, &["lb", "GBP"]),
    (&["$", "dollar", "ดอลลาร์", "ドル"], SEVERAL, &["USD", "AUD", "HKD", "SGD", "TWD", "BND"]),
    (&["¥", "元"], SEVERAL, &["JPY", "CNY"]),
    (&["rs", "rupee"], "it is the money of several countries; if India's is meant, write", &["INR"]),
    (&["w", "watt", "วัตต์", "ワット"], POWER, &["Wh"]),
    (&["kw", "kilowatt", "กิโลวัตต์", "キロワット", "千瓦", "kwp", "kwe", "kwth"], POWER, &["kWh"]),
    (&["mw", "megawatt", "เมกะวัตต์", "メガワット", "兆瓦", "mwe", "mwth"], POWER, &["MWh"]),
    (&["gw", "gigawatt", "ギガワット", "吉瓦"], POWER, &["GWh"]),
    (&["hp", "ps", "แรงม้า", "馬力"], POWER, &["kWh"]),
    (&["rt", "tr", "usrt", "ตันความเย็น", "冷凍トン"], POWER, &["RTh"]),
    (&["kw/h", "kw/hr"], "it is a power per hour; if the energy of a kilowatt in an hour is meant, write", &["kWh"]),
    (&["mw/h", "mw/hr"], "it is a power per hour; if the energy of a megawatt in an hour is meant, write", &["MWh"]),
    (&["kvah", "kva", "kvarh", "kvar"], APPARENT, &["kWh"]),
    (&["mvah", "mva", "mvarh", "mvar"], APPARENT, &["MWh"]),
    (&["scfd", "scfh", "scfm"], RATE, &["scf"]),
    (&["mscfd", "mscfh", "mcfd", "mcfh"], RATE, &["kscf", "MMscf"]),
    (&["mmscfd", "mmscfh", "mmcfd", "ล้านลูกบาศก์ฟุตต่อวัน"], RATE, &["MMscf"]),
    (&["scmd", "scmh", "sm3h"], RATE, &["Sm3"]),
    (&["mscmd"], RATE, &["kSm3", "million_Sm3"]),
    (&["mmscmd"], RATE, &["million_Sm3"]),
    (&["ncmh", "nm3h", "ncmd"], RATE, &["Nm3"]),
    (&["cfm", "cfh", "cfd"], RATE, &["scf", "ft3"]),
    (&["cmh", "cmd", "m3h"], RATE, &["m3"]),
    (&["bpd", "bopd", "bbld"], RATE, &["bbl"]),
    (&["tpd", "tph", "tpy", "tpa"], RATE, &["t", "short_ton", "long_ton"]),
    (&["lpm", "lph", "lpd"], RATE, &["L"]),
    (&["gpm", "gph", "gpd"], RATE, &["gal_us", "gal_uk"]),
    (&["btuh"], RATE, &["Btu"]),
];
