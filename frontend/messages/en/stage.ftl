# In the call: who is there and what they send.
stage-alone = You are the only one here. Send the address of this page to invite others.
stage-call = Call in { $room }
stage-count = { $count ->
    [one] { $count } participant online
   *[other] { $count } participants online
}
stage-device-now-off = { $device ->
    [camera] Camera off
   *[microphone] Microphone off
}
stage-device-now-on = { $device ->
    [camera] Camera on
   *[microphone] Microphone on
}
stage-joined = { $name } joined
stage-leave = Leave call
stage-me = Me
stage-me-named = Me ({ $name })
stage-microphone-off = Microphone off
stage-participants = Participants
stage-went = { $name } left
