//! Names of new rooms: words to read out, and letters that nobody guesses.

use shared::RoomName;

const WORDS_IN_NAME: usize = 3;

/// Each five bits. With the words' 8 bits each that makes 59 bits: whoever tries a thousand names a second for a year
/// while a thousand rooms are open finds one with a chance of 1 in 18,000.
const LETTERS: usize = 7;

/// Random bytes that a name is made of.
pub const RANDOM_BYTES: usize = WORDS_IN_NAME + LETTERS;

/// Without `i`, `l`, `o` and `u`, which are mistaken for others or make words.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A name such as `river-maple-otter-7k2m9qx`.
pub fn room_name(random: [u8; RANDOM_BYTES]) -> RoomName {
    let (for_words, for_letters) = random.split_at(WORDS_IN_NAME);
    let mut name = String::new();
    for byte in for_words {
        name.extend(WORDS.split_ascii_whitespace().nth(usize::from(*byte)));
        name.push('-');
    }
    name.extend(for_letters.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])));
    RoomName::parse(&name).unwrap_or_default()
}

/// 256 words, so that each byte is one: plain ones of up to nine letters.
const WORDS: &str = "\
    acorn almond amber anchor apple apricot arrow aspen autumn badger balcony bamboo banjo barley basil beacon \
    beaver bell berry birch biscuit blossom bluebell boat breeze bridge bronze brook bubble butter button \
    cabin cactus camel canal candle canoe canyon caramel carrot castle cedar cello cherry chess chestnut cider \
    circle clay cliff clock cloud clover cocoa coconut comet compass copper coral cotton crane crater creek \
    cricket crimson crystal cypress daisy dawn delta diamond dolphin drum dune eagle echo elm ember emerald \
    falcon feather fern ferry fiddle field fig finch fjord flame flint flute forest fountain fox galaxy garden \
    ginger glacier glade globe granite grape guitar gull hammock harbor harp hazel heron hill honey horizon \
    indigo iris island ivory ivy jade jasmine jazz juniper kayak kettle kiwi koala lagoon lake lantern larch \
    lark lemon lentil lily linen lion lotus lynx magnet mango maple marble meadow melon meteor mint mirror \
    mosaic moss mountain nectar nest nutmeg oak oasis ocean olive opal orbit orchard orchid otter owl paddle \
    palm panda papaya paper parrot peach pearl pebble pepper piano pine planet plum pollen pond poppy prairie \
    puffin pumpkin quartz quilt rabbit rain raven reef ribbon rice ridge river robin rocket rose ruby saffron \
    sage sand sapphire satin saturn shell silver sky snow sparrow spruce squirrel star stone stork summer \
    sunrise sunset swallow swan tangerine tango teapot temple tent thistle thunder tiger topaz tower trail \
    tree truffle trumpet tulip tundra tunnel turtle umbrella valley vanilla velvet village vine violet violin \
    walnut walrus waterfall whale wheat willow window winter wolf wren yarrow zebra zephyr";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_is_a_different_word_for_each_byte() {
        let words: BTreeSet<&str> = WORDS.split_ascii_whitespace().collect();
        assert_eq!((words.len(), WORDS.split_ascii_whitespace().count()), (256, 256));
        let plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() <= 9;
        assert!(words.into_iter().all(plain));
    }

    #[test]
    fn a_name_is_three_words_and_seven_letters() {
        let name = room_name([0, 128, 255, 0, 31, 32, 63, 64, 200, 255]);
        assert_eq!(name.as_str(), "acorn-larch-zephyr-0z0z08z");
    }

    #[test]
    fn every_random_byte_counts() {
        let names: BTreeSet<String> = (0..RANDOM_BYTES)
            .map(|index| {
                let mut random = [0; RANDOM_BYTES];
                random[index] = 1;
                room_name(random).to_string()
            })
            .collect();
        assert_eq!(names.len(), RANDOM_BYTES);
    }
}
