# In the call: who is there and what they send.
stage-alone = Uko peke yako hapa. Tuma anwani ya ukurasa huu ili kuwaalika wengine.
stage-call = Simu ya { $room }
stage-count = { $count ->
    [one] Mshiriki { $count } yuko mtandaoni
   *[other] Washiriki { $count } wako mtandaoni
}
stage-device-now-off = { $device ->
    [camera] Kamera imezimwa
   *[microphone] Maikrofoni imezimwa
}
stage-device-now-on = { $device ->
    [camera] Kamera imewashwa
   *[microphone] Maikrofoni imewashwa
}
stage-joined = { $name } amejiunga
stage-leave = Ondoka kwenye simu
stage-me = Mimi
stage-me-named = Mimi ({ $name })
stage-microphone-off = Maikrofoni imezimwa
stage-participants = Washiriki
stage-went = { $name } ameondoka
