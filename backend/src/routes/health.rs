use actix_web::web::{Data, Json};
use shared::Health;

use crate::state::State;

/// Answers whoever asks whether the backend runs.
pub async fn health(state: Data<State>) -> Json<Health> {
    Json(Health { status: "ok".to_owned(), mode: state.mode() })
}
