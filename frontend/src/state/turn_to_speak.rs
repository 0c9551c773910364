//! Notices that whoever raised a hand has had their say.

/// How loud a voice is at least, from 0 to 1 as the ear hears it: 34 dB below full scale.
const VOICE_LEVEL: f32 = 0.55;

/// Milliseconds of voice that are a contribution and no cough.
const VOICED: u32 = 1_500;

/// Milliseconds of silence after which it has ended.
const SILENT: u32 = 2_000;

/// Listens to one's own microphone from the moment in which the hand goes up.
#[derive(Clone, Copy, Debug, Default)]
pub struct TurnToSpeak {
    voiced: u32,
    silent: u32,
}

impl TurnToSpeak {
    /// Takes the level over the last `elapsed` milliseconds. `true`: the say was had, the hand may go down.
    pub fn hear(&mut self, level: f32, elapsed: u32) -> bool {
        if level >= VOICE_LEVEL {
            self.voiced = self.voiced.saturating_add(elapsed);
            self.silent = 0;
        } else {
            self.silent = self.silent.saturating_add(elapsed);
        }
        let has_ended = self.silent >= SILENT;
        let was_contribution = self.voiced >= VOICED;
        if has_ended {
            *self = Self::default();
        }
        has_ended && was_contribution
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hears(pattern: &[(f32, u32)]) -> bool {
        let mut turn = TurnToSpeak::default();
        let mut ended = false;
        for (level, times) in pattern {
            for _ in 0..*times {
                ended |= turn.hear(*level, 100);
            }
        }
        ended
    }

    #[test]
    fn a_say_that_has_ended_takes_the_hand_down() {
        assert!(hears(&[(0.7, 20), (0.0, 20)]));
        assert!(hears(&[(0.7, 8), (0.0, 10), (0.7, 8), (0.0, 20)]));
    }

    #[test]
    fn a_cough_a_pause_and_silence_do_not() {
        assert!(!hears(&[(0.7, 5), (0.0, 40)]));
        assert!(!hears(&[(0.7, 30), (0.0, 10)]));
        assert!(!hears(&[(0.3, 200)]));
        assert!(!hears(&[(0.7, 8), (0.0, 20), (0.7, 8), (0.0, 20)]));
    }
}
