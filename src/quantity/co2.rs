//! The names that CO2 has in tables, and those of gases that may be CO2 with something in it.
//!
//! Case, width, accents of Latin letters, tone marks and what stands between words are passed over: `CO₂`, `Ｃ Ｏ２` and `C.O.2` are one name.

use unicode_normalization::UnicodeNormalization;

/// What a name of CO2 has in it, in English, Japanese, Chinese, Korean, Thai, Lao, Burmese, Khmer, Vietnamese, Indonesian and
/// Malay, and the languages that industrial gases are sold in beside.
const NAMES: &[&str] = &[
    "carbon dioxid",
    "carbon dioxyd",
    "carbonic",
    "carboniq",
    "dry ice",
    "124-38-9",
    "R-744",
    "二酸化炭素",
    "炭酸ガス",
    "炭酸瓦斯",
    "液化炭酸",
    "液体炭酸",
    "無水炭酸",
    "液炭",
    "ドライアイス",
    "カーボンダイオキサイド",
    "カーボンジオキサイド",
    "二氧化碳",
    "碳酸气",
    "碳酸氣",
    "碳酐",
    "干冰",
    "乾冰",
    "이산화탄소",
    "탄산가스",
    "액화탄산",
    "액체탄산",
    "드라이아이스",
    "บอนไดออกไซ",
    "คาร์บอนิก",
    "คาร์บอนิค",
    "น้ำแข็งแห้ง",
    "ກາກບອນໄດອອກໄຊ",
    "ກາກໂບນິກ",
    "ကာဗွန်ဒိုင်အောက်ဆိုဒ်",
    "កាបូនឌីអុកស៊ីត",
    "cacbonic",
    "cacbon dioxit",
    "carbon dioxit",
    "dioxit cacbon",
    "dioxit carbon",
    "băng khô",
    "karbon dioksid",
    "dioksida karbon",
    "asam arang",
    "es kering",
    "ais kering",
    "dióxido de carbono",
    "dioxyde de carbone",
    "diossido di carbonio",
    "kohlendioxid",
    "kohlenstoffdioxid",
    "kohlensäure",
    "trockeneis",
    "koolstofdioxide",
    "kooldioxide",
    "углекислот",
    "углекислый газ",
    "диоксид углерода",
];

/// What is CO2 if it is the whole name: inside another it may be of something else (炭酸カルシウム is limestone).
const WHOLE_NAMES: &[&str] = &["炭酸", "碳酸", "탄산", "đá khô", "thán khí", "C02", "liquid C02", "E290"];

/// What a name of a gas has in it.
const GASES: &[&str] = &["gas", "gaz", "ガス", "瓦斯", "排気", "ก๊าซ", "แก๊ส", "ກາສ", "气", "氣", "가스", "기체", "배기"];
/// The same, as words of their own.
const GAS_WORDS: &[&str] = &["khi", "vent", "flue", "stack", "exhaust"];

/// Gases that burn or are made of something else than CO2, whose carbon fraction may by chance be as that of CO2.
const OTHER_GASES: &[&str] = &[
    "syn",
    "natural",
    "blast furnace",
    "coke",
    "converter",
    "producer",
    "fuel",
    "biogas",
    "landfill",
    "methane",
    "monoxide",
    "合成",
    "天然",
    "高炉",
    "転炉",
    "コークス",
    "燃料",
    "焦炉",
    "转炉",
    "煤气",
    "합성",
    "천연",
    "고로",
    "สังเคราะห์",
    "ธรรมชาติ",
    "ชีวภาพ",
    "tổng hợp",
    "thiên nhiên",
    "tự nhiên",
    "lò cao",
    "sintesis",
    "gas alam",
    "gas bumi",
];
/// The same, as words of their own.
const OTHER_GAS_WORDS: &[&str] = &["bfg", "ldg", "cog", "lpg", "lng"];

/// Whether a name is one of CO2.
pub(crate) fn is_named_co2(name: &str) -> bool {
    let words = words(name);
    let bare = words.concat();
    has_formula(&words) || has_any(&bare, NAMES) || WHOLE_NAMES.iter().any(|known| bare == folded(known))
}

/// Whether a name is one of a gas that may be CO2 with something in it: `offgas_98pct`, `ก๊าซทิ้ง`.
pub(crate) fn is_named_gas(name: &str) -> bool {
    let words = words(name);
    let bare = words.concat();
    let has_word = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    (has_any(&bare, GASES) || has_word(GAS_WORDS)) && !has_any(&bare, OTHER_GASES) && !has_word(OTHER_GAS_WORDS)
}

/// Whether it has the formula in a word (`LCO2`, but not `eco2025`) or in words of its own (`CO 2`, but not `tobacco 2`).
fn has_formula(words: &[String]) -> bool {
    let in_word = |word: &String| {
        let ends = word.match_indices("co2").map(|(at, found)| word.get(at + found.len()..).unwrap_or_default());
        word == "c02" || ends.into_iter().any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let apart =
        |two: &[String]| matches!(two, [one, other] if one == "co" && other == "2" || one == "c" && other == "o2");
    let letters = |three: &[String]| three.iter().map(String::as_str).eq(["c", "o", "2"]);
    words.iter().any(in_word) || words.windows(2).any(apart) || words.windows(3).any(letters)
}

fn has_any(bare: &str, known: &[&str]) -> bool {
    known.iter().any(|known| bare.contains(&folded(known)))
}

fn folded(name: &str) -> String {
    words(name).concat()
}

/// A text in letters of usual width, with its accents on them: `Ａ重油` is `A重油`. Thai keeps its vowels, which NFKC takes apart.
pub(crate) fn usual_letters(text: &str) -> String {
    let width = |c: char| {
        let parts = if ('\u{ff00}'..='\u{ffef}').contains(&c) { c.nfkd().collect() } else { vec![c] };
        parts.into_iter()
    };
    text.chars().flat_map(width).nfc().collect()
}

/// Letters and figures between gaps, without case, width, accents and look-alikes of `C` and `O`.
fn words(name: &str) -> Vec<String> {
    let without_accents = name.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let letters: String = without_accents.nfc().flat_map(char::to_lowercase).map(usual).collect();
    letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The letter that others look like: `СО2` may be typed in Cyrillic.
fn usual(letter: char) -> char {
    match letter {
        'đ' => 'd',
        'с' => 'c',
        'о' | 'ο' => 'o',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carbon_dioxide_is_known_in_the_languages_of_its_sellers() {
        for name in [
            "co2",
            "CO₂",
            "Ｃｏ２",
            "C.O.2",
            "CO 2",
            "CO_2",
            "CO²",
            "C02",
            "captured C02",
            "LCO2",
            "captured CO2",
            "CO2 stream",
            "СО2",
            "Carbon dioxide",
            "CARBON-DIOXIDE",
            "carbon di oxide",
            "liquid_carbonic",
            "Carbonic acid gas",
            "dry ice",
            "DRYICE",
            "R744",
            "r-744",
            "124-38-9",
            "二酸化炭素",
            "液化二酸化炭素",
            "二酸化 炭素",
            "炭酸ガス",
            "炭酸ｶﾞｽ",
            "炭酸",
            "液化炭酸",
            "ドライアイス",
            "ﾄﾞﾗｲｱｲｽ",
            "二氧化碳",
            "液态二氧化碳",
            "碳酸气",
            "干冰",
            "乾冰",
            "이산화탄소",
            "이산화 탄소",
            "탄산가스",
            "드라이아이스",
            "คาร์บอนไดออกไซด์",
            "ก๊าซคาร์บอนไดออกไซด์",
            "คาร์บอนไดอ๊อกไซด์",
            "คาบอนไดออกไซด์",
            "น้ำแข็งแห้ง",
            "กรดคาร์บอนิก",
            "khí CO2",
            "khí cacbonic",
            "cacbon đioxit",
            "các-bon đi-ô-xít",
            "Điôxít cacbon",
            "đá khô",
            "băng khô",
            "karbon dioksida",
            "Karbondioksida",
            "es kering",
            "ais kering",
            "dióxido de carbono",
            "gás carbônico",
            "gaz carbonique",
            "Kohlensäure",
            "углекислый газ",
        ] {
            assert!(is_named_co2(name), "{name}");
        }
    }

    #[test]
    fn letters_of_another_width_are_the_usual_ones() {
        assert_eq!(["Ａ重油", "ｶﾞｽ", "น้ำ", "tha\u{301}n"].map(usual_letters), ["A重油", "ガス", "น้ำ", "thán"]);
    }

    #[test]
    fn no_other_product_has_its_name() {
        for name in [
            "",
            "2",
            "urea",
            "尿素",
            "formic acid",
            "ギ酸",
            "oxalic acid",
            "syngas",
            "合成ガス",
            "blast_furnace_gas",
            "natural_gas",
            "ก๊าซธรรมชาติ",
            "carbon monoxide",
            "一酸化炭素",
            "carbon black",
            "炭酸カルシウム",
            "炭酸ナトリウム",
            "碳酸钙",
            "탄산칼슘",
            "calcium carbonate",
            "polycarbonate",
            "than đá khô",
            "tobacco 2",
            "eco2025 resin",
            "ซัลเฟอร์ไดออกไซด์",
            "二酸化硫黄",
        ] {
            assert!(!is_named_co2(name), "{name}");
        }
    }

    #[test]
    fn a_gas_is_known_by_a_word_and_a_fuel_is_none_that_may_be_carbon_dioxide() {
        for name in [
            "offgas_98pct",
            "Off-gas",
            "tail gas",
            "オフガス",
            "ｵﾌｶﾞｽ",
            "ก๊าซทิ้ง",
            "แก๊สจากหอดูดซับ",
            "废气",
            "배가스",
            "khí thải",
            "gas buang",
            "flue",
        ] {
            assert!(is_named_gas(name), "{name}");
        }
        for name in [
            "formic acid",
            "oxalic_acid",
            "urea",
            "syngas",
            "synthesis gas",
            "合成ガス",
            "高炉ガス",
            "blast furnace gas",
            "natural gas",
            "khí thiên nhiên",
            "天然气",
            "BFG",
            "gas alam",
        ] {
            assert!(!is_named_gas(name), "{name}");
        }
    }
}
