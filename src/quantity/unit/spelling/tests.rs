use super::*;

/// Spellings of invoices, meters and spreadsheets, and the unit of each.
const ACCEPTED: &[(&str, &[&str])] = &[
    (
        "kWh",
        &[
            "kwh",
            "KWH",
            "Kwh",
            "KwH",
            "kW.h",
            "kW-h",
            "kW h",
            "kWhr",
            "kwhrs",
            "ｋＷｈ",
            "ＫＷＨ",
            "kWh.",
            "kilowatt-hours",
            "Kilowatt Hour",
            "キロワット時",
            "ｷﾛﾜｯﾄ時",
            "㌔ワット時",
            "キロワットアワー",
            "กิโลวัตต์ชั่วโมง",
            "กิโลวัตต์-ชั่วโมง",
            "千瓦时",
            "kW·h",
            "kWh\u{a0}",
            "\u{feff}kWh",
        ],
    ),
    (
        "MWh",
        &[
            "mwh",
            "MWH",
            "Mwh",
            "千kWh",
            "千ｋＷｈ",
            "千キロワット時",
            "พันกิโลวัตต์ชั่วโมง",
            "1000 kWh",
            "1,000 kWh",
            "thousand kWh",
            "megawatt hours",
        ],
    ),
    (
        "GWh",
        &[
            "gwh",
            "GWH",
            "百万kWh",
            "ล้าน kWh",
            "million kWh",
            "triệu kWh",
            "Triệu KWH",
            "juta kWh",
            "백만kWh",
            "100万kWh",
        ],
    ),
    ("億kWh", &["億 kWh", "億ｋＷｈ", "亿千瓦时", "亿kWh", "억kWh", "億キロワット時", "ร้อยล้าน kWh"]),
    ("TWh", &["十億kWh", "พันล้าน kWh", "tỷ kWh", "miliar kWh"]),
    ("万kWh", &["万 kWh", "万ｋＷｈ", "万キロワット時", "萬kWh", "万千瓦时"]),
    (
        "MMBtu",
        &["MMBTU", "mmbtu", "mmBtu", "MMBtus", "million Btu", "ล้านบีทียู", "ล้าน BTU", "MM BTU", "Dth", "dekatherms"],
    ),
    ("Btu", &["BTU", "btu", "บีทียู"]),
    ("MJ", &["mj", "Mj", "megajoules", "เมกะจูล", "メガジュール", "千kJ"]),
    ("GJ", &["gj", "Gj", "gigajoule", "ＧＪ", "千MJ"]),
    ("TJ", &["tj", "Tj", "千GJ"]),
    ("Gcal", &["GCAL", "gcal", "gigacalories"]),
    ("kcal", &["Kcal", "KCAL", "kCal"]),
    ("toe", &["TOE", "Toe"]),
    ("RTh", &["RTH", "RT-h", "RT.h", "ton-hr", "TR-h"]),
    (
        "kg",
        &[
            "Kg",
            "Kg.",
            "KG",
            "kg.",
            "KG.",
            "kgs",
            "KGS",
            "KGs",
            "㎏",
            "ｋｇ",
            "ＫＧ",
            "kilogram",
            "Kilograms",
            "kilogramme",
            "กก.",
            "กก",
            "กิโลกรัม",
            "キログラム",
            "ｷﾛｸﾞﾗﾑ",
            "公斤",
            "千克",
        ],
    ),
    (
        "t",
        &[
            "tonne",
            "Tonne",
            "tonnes",
            "TONNES",
            "metric ton",
            "metric tons",
            "Metric Tons",
            "metric tonne",
            "metric-ton",
            "ｔ",
            "Mg",
            "ตัน",
            "トン",
            "㌧",
            "ﾄﾝ",
            "公噸",
            "千kg",
        ],
    ),
    ("kt", &["KT", "kilotonnes", "千t", "千トン", "พันตัน", "nghìn tấn", "Nghìn Tấn", "ngàn tấn", "ribu tonne"]),
    ("万t", &["万トン", "万吨"]),
    ("Mt", &["megatonnes", "百万トン", "ล้านตัน", "million tonnes"]),
    ("g", &["gram", "Grams", "กรัม", "グラム", "㌘"]),
    ("lb", &["LB", "lbs", "LBS", "Lbs."]),
    ("short_ton", &["short ton", "Short Tons", "US tons", "SHORT_TON"]),
    ("long_ton", &["long ton", "long tons", "UK ton"]),
    (
        "L",
        &[
            "l",
            "ℓ",
            "Ｌ",
            "Litre",
            "LITRE",
            "litres",
            "Liters",
            "ltr",
            "Ltr",
            "LTR",
            "ltrs",
            "Ltr.",
            "ลิตร",
            "リットル",
            "ﾘｯﾄﾙ",
            "㍑",
        ],
    ),
    ("kL", &["kl", "KL", "Kl", "㎘", "ｋｌ", "kiloliters", "キロリットル", "กิโลลิตร"]),
    ("ML", &["ＭＬ", "Mℓ", "megalitres", "千kL", "million litres", "ล้านลิตร"]),
    ("mL", &["㎖", "mℓ", "millilitres", "cc", "มล."]),
    (
        "m3",
        &[
            "M3",
            "m³",
            "m^3",
            "㎥",
            "ｍ３",
            "cbm",
            "CBM",
            "cu.m",
            "Cu.M.",
            "cu m",
            "CUM",
            "cubic metre",
            "Cubic Metres",
            "cubic meters",
            "ลบ.ม.",
            "ลบ.ม",
            "ลบม.",
            "ลูกบาศก์เมตร",
            "立方メートル",
            "立米",
            "meter kubik",
            "Meter Kubik",
            "mét khối",
            "m khối",
            "meter padu",
        ],
    ),
    (
        "thousand_m3",
        &[
            "ribu meter kubik",
            "nghìn mét khối",
            "千m3",
            "千㎥",
            "1000 m3",
            "1,000 m3",
            "thousand cubic metres",
            "พันลบ.ม.",
        ],
    ),
    ("million_m3", &["百万m3", "million m³", "ล้านลบ.ม.", "MMCM", "ล้านลูกบาศก์เมตร"]),
    ("万m3", &["万㎥", "万立方メートル", "万立方米"]),
    ("bbl", &["BBL", "Bbl", "bbls", "barrel", "Barrels", "บาร์เรล"]),
    ("ft3", &["FT3", "ft³", "cubic feet", "Cubic Foot"]),
    ("gal_us", &["US gal", "US gallons", "gal (US)", "USG"]),
    ("gal_uk", &["imperial gallons", "Imp. gal.", "UK gallon"]),
    ("Nm3", &["NM3", "Nm³", "nm3", "N㎥", "㎥N", "Ｎｍ３", "NCM", "normal m3"]),
    ("kNm3", &["千Nm3", "千N㎥", "kncm"]),
    ("Sm3", &["SM3", "Sm³", "SCM", "Scm", "scm", "standard cubic metres"]),
    ("kSm3", &["KSCM", "千Sm3", "thousand SCM"]),
    ("million_Sm3", &["MMSCM", "mmscm", "million SCM", "ล้าน SCM"]),
    ("scf", &["SCF", "standard cubic feet"]),
    ("kscf", &["Mscf"]),
    ("MMscf", &["MMSCF", "mmscf", "million scf"]),
    ("km", &["KM", "Km", "km.", "㎞", "กม.", "kilometres", "キロメートル"]),
    ("t.km", &["tkm", "TKM", "t-km", "t km", "t·km", "tonne-km", "トンキロ", "ตัน-กม."]),
    ("p.km", &["pkm", "pax-km", "passenger-km", "人キロ"]),
    ("m2", &["M2", "m²", "㎡", "sqm", "SQM", "sq.m.", "square metres", "ตร.ม.", "平米"]),
    ("rai", &["Rai", "RAI", "ไร่"]),
    ("piece", &["pcs", "PCS", "pc", "pieces", "ชิ้น"]),
    ("THB", &["thb", "Baht", "บาท", "฿"]),
    ("JPY", &["円", "yen", "jpy"]),
];

#[test]
fn spellings_of_one_unit_are_read_as_it() {
    for (symbol, spellings) in ACCEPTED {
        for spelling in *spellings {
            assert_eq!(read(spelling).map(Unit::symbol), Ok(*symbol), "{spelling}");
        }
    }
}

#[test]
fn every_listed_spelling_leads_to_a_unit_and_shadows_none() {
    let mut all: Vec<&str> = UNITS.iter().map(|unit| unit.symbol).collect();
    for (symbol, spellings) in SPELLINGS {
        assert!(by_symbol(symbol).is_some(), "{symbol}");
        for spelling in *spellings {
            assert_eq!(read(spelling).map(Unit::symbol), Ok(*symbol), "{spelling}");
        }
        all.extend(*spellings);
    }
    all.sort_unstable();
    assert!(all.windows(2).all(|two| two[0] != two[1]), "a spelling stands twice");
}

/// Case alone never makes another unit out of a text that is read: if it did, the change of size would be silent.
#[test]
fn a_text_in_another_case_is_the_same_unit_or_refused() {
    let spellings = SPELLINGS.iter().flat_map(|(_, spellings)| spellings.iter().copied());
    let texts: Vec<&str> = UNITS.iter().map(|unit| unit.symbol).chain(spellings).collect();
    for text in &texts {
        let unit = read(text).expect("a unit");
        for cased in [text.to_lowercase(), text.to_uppercase()] {
            // `ML` is a symbol of its own, as `Mg` is of the tonne.
            if texts.contains(&&*cased) {
                continue;
            }
            if let Ok(other) = read(&cased) {
                assert_eq!(other, unit, "{text} {cased}");
            }
        }
    }
}

#[test]
fn of_units_that_differ_by_case_alone_other_spellings_are_refused_with_both() {
    let mut pairs = 0;
    for (one, another) in UNITS.iter().flat_map(|one| UNITS.iter().map(move |another| (one, another))) {
        if one.symbol >= another.symbol || key(one.symbol) != key(another.symbol) {
            continue;
        }
        pairs += 1;
        for cased in [one.symbol.to_lowercase(), one.symbol.to_uppercase()] {
            if UNITS.iter().any(|unit| unit.symbol == cased) {
                continue;
            }
            let refused = read(&cased).expect_err("two readings");
            assert!([one, another].iter().all(|unit| refused.readings.contains(&unit.symbol)), "{cased}");
        }
    }
    assert_eq!(pairs, 1, "mL and ML");
    assert_eq!(read("MG").expect_err("two readings").readings, ["mg", "t"]);
}

#[test]
fn a_multiple_is_so_many_times_its_unit() {
    for (word, power) in MULTIPLES {
        let times: f64 = format!("1e{power}").parse().expect("a number");
        for unit in UNITS {
            let Ok(multiple) = read(&format!("{word} {}", unit.symbol)) else { continue };
            let ratio = multiple.conversion_to(*unit).expect("the same dimension").factor();
            approx::assert_relative_eq!(ratio, times, max_relative = 1e-12);
        }
    }
    let refused = read("千円").expect_err("no such unit");
    assert_eq!(refused.help(), "multiply the quantity by 1,000 and write `JPY`");
}

#[test]
fn a_long_text_is_no_unit() {
    let refused = read(&"k".repeat(1_000_000)).expect_err("no unit");
    assert!(refused.readings.is_empty());
}
