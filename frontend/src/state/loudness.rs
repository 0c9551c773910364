//! How loud a microphone is, and whether somebody speaks into it.

/// Decibels below full scale that count as silence and as loud: quiet rooms lie about the first, speech near the second.
const FLOOR_DB: f32 = -60.0;
const CEILING_DB: f32 = -12.0;

/// How loud a stretch of samples (-1 to 1) is, from 0 to 1 as the ear hears it.
pub fn level(samples: &[f32]) -> f32 {
    if samples.is_empty() {
        return 0.0;
    }
    let energy = samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32;
    if !energy.is_finite() || energy <= 0.0 {
        return 0.0;
    }
    let decibels = 10.0 * energy.log10();
    ((decibels - FLOOR_DB) / (CEILING_DB - FLOOR_DB)).clamp(0.0, 1.0)
}

/// Tells speech from a cough: it must last, and pauses between words do not end it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpeechDetector {
    loud: u32,
    quiet: u32,
    speaking: bool,
}

impl SpeechDetector {
    /// About 26 dB above silence: normal speech at a desk passes it, a keyboard seldom.
    const SPEECH_LEVEL: f32 = 0.55;
    /// Of the last levels.
    const LOUD_LEVELS: u32 = 3;
    const QUIET_LEVELS: u32 = 20;

    /// Notes one level, of which ten come in a second; whether somebody speaks.
    pub fn note(&mut self, level: f32) -> bool {
        if level >= Self::SPEECH_LEVEL {
            self.loud += 1;
            self.quiet = 0;
        } else {
            self.quiet += 1;
            if self.quiet >= Self::LOUD_LEVELS {
                self.loud = 0;
            }
        }
        if self.loud >= Self::LOUD_LEVELS {
            self.speaking = true;
        } else if self.quiet >= Self::QUIET_LEVELS {
            self.speaking = false;
        }
        self.speaking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(amplitude: f32) -> Vec<f32> {
        (0..512).map(|index| amplitude * (index as f32 / 8.0).sin()).collect()
    }

    #[test]
    fn louder_is_higher_within_bounds() {
        let levels: Vec<f32> = [0.0, 0.001, 0.01, 0.1, 1.0].map(|amplitude| level(&tone(amplitude))).into();
        assert!(levels.is_sorted(), "{levels:?}");
        assert_eq!((levels[0], levels[4]), (0.0, 1.0));
        assert_eq!((level(&[]), level(&[f32::NAN])), (0.0, 0.0));
    }

    #[test]
    fn a_cough_is_no_speech() {
        let mut detector = SpeechDetector::default();
        for _ in 0..10 {
            assert!(!detector.note(0.9));
            assert!(![0.1; 5].into_iter().any(|level| detector.note(level)));
        }
    }

    #[test]
    fn speech_goes_on_through_pauses_and_ends_with_silence() {
        let mut detector = SpeechDetector::default();
        assert!([0.7; 3].into_iter().any(|level| detector.note(level)));
        assert!([0.1; 10].into_iter().all(|level| detector.note(level)));
        assert!(detector.note(0.7));
        assert!([0.1; 20].into_iter().any(|level| !detector.note(level)));
    }
}
