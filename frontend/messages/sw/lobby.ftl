# Before the call. $device is camera or microphone.
lobby-asking = Kivinjari chako kinaomba kamera na maikrofoni ili wengine wakuone na wakusikie. Hakuna kinachotumwa kabla hujajiunga.
lobby-background = Mandhari ya nyuma
lobby-background-blur = Ukungu
lobby-background-bookshelf = Rafu ya vitabu
lobby-background-dusk = Machweo
lobby-background-failed = Kivinjari hiki hakiwezi kubadilisha mandhari ya nyuma.
lobby-background-forest = Msitu
lobby-background-loading = Mandhari ya nyuma inapakiwa…
lobby-background-none = Hakuna
lobby-background-shore = Ufuo
lobby-background-too-slow = Mandhari ya nyuma imezimwa: kompyuta hii ni ya polepole mno.
lobby-camera = Kamera
lobby-camera-settings = Mipangilio ya kamera
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
lobby-device-numbered = { $name } { $number }
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
lobby-microphone-settings = Mipangilio ya maikrofoni na spika
lobby-muted-hint = Maikrofoni yako imezimwa. Shikilia kitufe cha nafasi ili kuzungumza.
lobby-name = Jina lako
lobby-new-room = Fungua chumba kipya
lobby-noise-suppression = Punguza kelele za nyuma
lobby-occupancy = { $count ->
    [0] Bado hakuna mtu chumbani
    [one] Mtu { $count } yuko chumbani
   *[other] Watu { $count } wako chumbani
}
lobby-open-room = Fungua
lobby-other-rooms = Chumba kingine
lobby-ready = Uko tayari kujiunga?
lobby-room-name = Jina la chumba
lobby-room-name-missing = Andika jina la chumba.
lobby-settings = Mipangilio ya vifaa
lobby-speaker = Spika
lobby-status-ended = Umetenganishwa
lobby-status-idle = Bado hujajiunga na simu
lobby-system-default = Chaguo la mfumo
lobby-test-speaker = Jaribu spika
lobby-test-speaker-failed = Hakuna sauti iliyochezwa. Gusa ukurasa kisha ujaribu tena.
lobby-test-speaker-playing = Inacheza…
lobby-try-again = Jaribu tena
lobby-where-blocked = { $system ->
    [android] Fungua Mipangilio ya mfumo, kisha Programu, kivinjari hiki, Ruhusa.
    [ios] Fungua Mipangilio ya mfumo, kisha Apps, na uchague kivinjari hiki.
    [mac] Fungua System Settings, kisha Privacy & Security.
    [windows] Fungua Settings, kisha Privacy & security.
   *[elsewhere] Angalia mipangilio ya faragha ya mfumo.
}
lobby-where-denied = { $browser ->
    [android] Gusa ikoni iliyo kushoto mwa anwani, kisha Ruhusa.
    [firefox] Bofya ikoni iliyokatwa kushoto mwa anwani na uondoe kizuizi.
    [ios] Gusa ikoni iliyo kando ya anwani, kisha mipangilio ya tovuti hii.
    [safari] Fungua menyu ya Safari, kisha Settings for This Website.
   *[chrome] Bofya ikoni iliyo kushoto mwa anwani na uruhusu hapo.
}
lobby-without-devices = { $count ->
    [one] Unaweza kuwa kwenye simu bila hiyo.
   *[other] Unaweza kuwa kwenye simu bila hizo.
}
