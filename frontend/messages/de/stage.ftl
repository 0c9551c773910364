# In the call: who is there and what they send.
stage-alone = Außer Ihnen ist niemand hier. Senden Sie die Adresse dieser Seite, um andere einzuladen.
stage-call = Anruf in { $room }
stage-count = { $count ->
    [one] { $count } Person im Anruf
   *[other] { $count } Personen im Anruf
}
stage-device-now-off = { $device ->
    [camera] Kamera aus
   *[microphone] Mikrofon aus
}
stage-device-now-on = { $device ->
    [camera] Kamera an
   *[microphone] Mikrofon an
}
stage-joined = { $name } ist beigetreten
stage-leave = Anruf verlassen
stage-me = Ich
stage-me-named = Ich ({ $name })
stage-microphone-off = Mikrofon aus
stage-participants = Teilnehmende
stage-went = { $name } ist gegangen
