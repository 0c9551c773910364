use twilio_video::CancelHandle;

/// The joining that is under way: at most one at a time.
#[derive(Default)]
pub struct Attempt {
    running: bool,
    abandoned: bool,
    connecting: Option<CancelHandle>,
}

#[derive(PartialEq, Eq)]
pub enum Outcome {
    Abandoned,
    Wanted,
}

impl Attempt {
    /// `false`: there is one already.
    pub fn begin(&mut self) -> bool {
        let begins = !self.running;
        if begins {
            *self = Self { running: true, ..Self::default() };
        }
        begins
    }

    /// The library is connecting, and can be told not to.
    pub fn connect(&mut self, connecting: CancelHandle) {
        if self.abandoned {
            connecting.cancel();
        } else {
            self.connecting = Some(connecting);
        }
    }

    /// The page goes: nobody is there to be in the room.
    pub fn abandon(&mut self) {
        self.abandoned = self.running;
        if let Some(connecting) = self.connecting.take() {
            connecting.cancel();
        }
    }

    pub fn end(&mut self) -> Outcome {
        let outcome = if self.abandoned { Outcome::Abandoned } else { Outcome::Wanted };
        *self = Self::default();
        outcome
    }
}
