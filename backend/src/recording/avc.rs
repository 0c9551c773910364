//! The configuration that H.264 in Matroska begins with (ISO/IEC 14496-15 §5.3.3).

const SEQUENCE_PARAMETERS: u8 = 7;
const PICTURE_PARAMETERS: u8 = 8;

/// Of a picture whose NAL units stand behind their lengths in four bytes; `None` if its parameters are not among them.
pub fn configuration(picture: &[u8]) -> Option<Vec<u8>> {
    let sequence: Vec<&[u8]> = units(picture, SEQUENCE_PARAMETERS).collect();
    let pictures: Vec<&[u8]> = units(picture, PICTURE_PARAMETERS).collect();
    let &[_, profile, compatibility, level, ..] = *sequence.first()? else { return None };
    let mut configuration = vec![1, profile, compatibility, level, 0xFF];
    configuration.push(0xE0 | u8::try_from(sequence.len()).ok().filter(|count| *count < 32)?);
    add_units(&mut configuration, &sequence)?;
    configuration.push(u8::try_from(pictures.len()).ok().filter(|count| *count > 0)?);
    add_units(&mut configuration, &pictures)?;
    Some(configuration)
}

fn add_units(configuration: &mut Vec<u8>, units: &[&[u8]]) -> Option<()> {
    for unit in units {
        configuration.extend(u16::try_from(unit.len()).ok()?.to_be_bytes());
        configuration.extend_from_slice(unit);
    }
    Some(())
}

fn units(mut picture: &[u8], kind: u8) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = picture.split_first_chunk()?;
        let (unit, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        picture = rest;
        Some(unit)
    })
    .filter(move |unit| unit.first().is_some_and(|header| header & 0x1F == kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEQUENCE: [u8; 5] = [0x67, 0x42, 0xC0, 0x1F, 9];

    #[test]
    fn the_parameter_sets_of_a_picture_make_the_configuration() {
        let picture = [&[0, 0, 0, 5][..], &SEQUENCE, &[0, 0, 0, 2, 0x68, 3], &[0, 0, 0, 2, 0x65, 1]].concat();
        let expected =
            [&[1, 0x42, 0xC0, 0x1F, 0xFF, 0xE1, 0, 5][..], &SEQUENCE, &[1, 0, 2, 0x68, 3]].concat();
        assert_eq!(configuration(&picture), Some(expected));
    }

    #[test]
    fn a_picture_without_them_has_none() {
        let only_sequence = [&[0, 0, 0, 5][..], &SEQUENCE].concat();
        for picture in
            [&[][..], &[0, 0, 0, 2, 0x65, 1], &[0, 0, 0, 9, 0x67], &[0, 0, 0, 1, 0x67], &only_sequence]
        {
            assert_eq!(configuration(picture), None, "{picture:02x?}");
        }
    }
}
