# In the call: who is there and what they send.
stage-audio-of = Sauti: { $name }
stage-audio-only = Sauti pekee
stage-bar = Vidhibiti vya simu
stage-bitrate = Kasi ya data
stage-call = Simu ya { $room }
stage-cipher = Usimbaji fiche
stage-codec = Kodeki
stage-count = { $count ->
    [one] Mshiriki { $count } yuko mtandaoni
   *[other] Washiriki { $count } wako mtandaoni
}
stage-data-saver = Okoa data
stage-details = Maelezo ya muunganisho
stage-details-close = Funga maelezo ya muunganisho
stage-device-now-off = { $device ->
    [camera] Kamera imezimwa
   *[microphone] Maikrofoni imezimwa
}
stage-device-now-on = { $device ->
    [camera] Kamera imewashwa
   *[microphone] Maikrofoni imewashwa
}
stage-float = Picha ndani ya picha
stage-frame-rate = Fremu kwa sekunde
stage-full-screen = Skrini nzima
stage-joined = { $name } amejiunga
stage-kilobits = { $kilobits } kbit/s
stage-layer = Tabaka
stage-leave = Ondoka kwenye simu
stage-loss = Upotevu
stage-me = Mimi
stage-me-named = Mimi ({ $name })
stage-microphone-off = Maikrofoni imezimwa
stage-milliseconds = { $milliseconds } ms
stage-more = Chaguo zaidi
stage-network-broken = Muunganisho: umekatika
stage-network-fair = Muunganisho: wastani
stage-network-good = Muunganisho: mzuri
stage-network-poor = Muunganisho: dhaifu
stage-own-screen = Skrini yako
stage-page = { $page } kati ya { $pages }
stage-page-next = Ukurasa unaofuata
stage-page-previous = Ukurasa uliotangulia
stage-pages = Kurasa za washiriki
stage-participants = Washiriki
stage-percent = { $percent } %
stage-pin = Bandika { $name }
stage-quality = Ubora
stage-received = Inayopokelewa
stage-round-trip = Kwenda na kurudi
stage-screen-of = Skrini ya { $name }
stage-sent = Inayotumwa
stage-share = Shiriki skrini yako
stage-share-blocked = Mfumo unazuia kivinjari kurekodi skrini: ruhusu katika mipangilio ya faragha ya mfumo.
stage-share-failed = Skrini yako haikuweza kushirikiwa: jaribu tena, au shiriki dirisha badala yake.
stage-share-stop = Acha kushiriki
stage-sharing = Unashiriki skrini yako
stage-size = Mwonekano
stage-speaker-view = Mwonekano wa mzungumzaji
stage-stream = Mtiririko
stage-video-of = Picha: { $name }
stage-view = Mpangilio
stage-view-auto = Kiotomatiki
stage-view-grid = Gridi
stage-way = Njia
stage-went = { $name } ameondoka
stage-zoom-in = Kuza
stage-zoom-out = Punguza
