# Before the call. $device is camera or microphone.
lobby-asking = Kivinjari chako kinaomba kamera na maikrofoni ili wengine wakuone na wakusikie. Hakuna kinachotumwa kabla hujajiunga.
lobby-camera = Kamera
lobby-connecting = Inaunganisha…
lobby-device-asking = Inasubiri { $device ->
    [camera] kamera
   *[microphone] maikrofoni
} yako
lobby-device-blocked-by-system = { $device ->
    [camera] Kamera
   *[microphone] Maikrofoni
} yako imezuiwa na mfumo: ruhusu kivinjari hiki kuitumia kwenye mipangilio ya faragha ya mfumo.
lobby-device-denied = { $device ->
    [camera] Kamera
   *[microphone] Maikrofoni
} yako imezuiwa: iruhusu kwa ikoni iliyo kando ya anwani ya ukurasa huu, kisha jaribu tena.
lobby-device-failed = { $device ->
    [camera] Kamera
   *[microphone] Maikrofoni
} yako haikuweza kuwashwa: jaribu tena, au anzisha kivinjari upya.
lobby-device-in-use = { $device ->
    [camera] Kamera
   *[microphone] Maikrofoni
} yako inatumika tayari: funga programu au kichupo kingine kinachoitumia, kisha jaribu tena.
lobby-device-insecure = { $device ->
    [camera] Kamera
   *[microphone] Maikrofoni
} yako inahitaji muunganisho salama: fungua ukurasa huu kwa anwani ya https, au kwa localhost kwenye seva yenyewe.
lobby-device-missing = Hakuna { $device ->
    [camera] kamera
   *[microphone] maikrofoni
} iliyopatikana: unganisha moja, kisha jaribu tena.
lobby-device-stopped = { $device ->
    [camera] Kamera
   *[microphone] Maikrofoni
} yako imesimama: hakikisha imeunganishwa, kisha jaribu tena.
lobby-device-try = Jaribu { $device ->
    [camera] kamera
   *[microphone] maikrofoni
} yako tena
lobby-device-turn-off = Zima { $device ->
    [camera] kamera
   *[microphone] maikrofoni
} yako
lobby-device-turn-on = Washa { $device ->
    [camera] kamera
   *[microphone] maikrofoni
} yako
lobby-device-unsupported = Kivinjari hiki hakizipi kurasa { $device ->
    [camera] kamera
   *[microphone] maikrofoni
}: tumia Chrome, Edge, Firefox au Safari ya sasa.
lobby-devices = Maikrofoni na kamera yako
lobby-join = Jiunge na simu
lobby-join-again = Ujiunge tena?
lobby-left = Umeondoka kwenye simu
lobby-microphone = Maikrofoni
lobby-name = Jina lako
lobby-ready = Uko tayari kujiunga?
lobby-status-ended = Umetenganishwa
lobby-status-idle = Bado hujajiunga na simu
lobby-try-again = Jaribu tena
lobby-without-devices = { $count ->
    [one] Unaweza kuwa kwenye simu bila hiyo.
   *[other] Unaweza kuwa kwenye simu bila hizo.
}
