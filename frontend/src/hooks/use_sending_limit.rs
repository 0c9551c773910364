use twilio_video::Room;
use yew::{hook, use_effect_with};

/// In bits per second: a face of 360 lines.
const SAVING_BITRATE: u32 = 300_000;

/// Sends small pictures while data is to be saved.
#[hook]
pub fn use_sending_limit(room: Room, saves_data: bool) {
    use_effect_with((room, saves_data), |(room, saves_data)| {
        // A room that is over sends nothing.
        let _ = room.local_participant().limit_video_bitrate(saves_data.then_some(SAVING_BITRATE));
    });
}
