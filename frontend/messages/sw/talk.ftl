# Gumzo, mikono, hisia, kurekodi na sauti.
talk-camera-off = Kamera imezimwa
talk-camera-on = Kamera imewashwa
talk-chat = Gumzo
talk-chat-empty = Bado hakuna kilichoandikwa. Kila mtu katika simu husoma unachoandika hapa.
talk-chat-messages = Ujumbe
talk-chat-new = { $count ->
    [one] Ujumbe mpya { $count }
   *[other] Ujumbe mpya { $count }
}
talk-chat-save = Hifadhi gumzo kama maandishi
talk-chat-send = Tuma
talk-chat-told = Iliandikwa kabla hujajiunga, imepitishwa na { $name }
talk-chat-too-long = Ujumbe una herufi { $limit } kwa wingi: utume kwa sehemu mbili.
talk-chat-unread = { $count ->
    [0] Gumzo
    [one] Gumzo, ujumbe { $count } haujasomwa
   *[other] Gumzo, ujumbe { $count } haujasomwa
}
talk-chat-write = Waandikie wote
talk-file-cancel = Ghairi
talk-file-cancel-named = Ghairi { $name }
talk-file-canceled = Imeghairiwa
talk-file-choose = Tuma faili za hadi MB { $limit } kila moja
talk-file-dropped = Haipo tena: faili mpya zimechukua nafasi yake.
talk-file-empty = { $name } ni tupu.
talk-file-failed = Haikufika yote: iombe tena.
talk-file-offered = { $name } anatuma faili
talk-file-receiving = Inapokea { $name }
talk-file-save = Hifadhi
talk-file-save-named = Hifadhi { $name }
talk-file-sending = Inatuma { $name }
talk-file-size = kB { $count }
talk-file-too-large = { $name } inazidi MB { $limit }: tuma kiungo badala yake.
talk-file-unreadable = { $name } haikuweza kusomwa: ichague tena.
talk-hand-lower = Shusha mkono
talk-hand-lowered = Mkono wako umeshushwa: umeshazungumza.
talk-hand-raise = Inua mkono
talk-hand-raised = { $name } ameinua mkono
talk-hand-up = Mkono umeinuliwa, namba { $place } katika mpangilio
talk-hands = Mikono iliyoinuliwa
talk-invite = Mkutano wako uko tayari
talk-invite-advice = Watumie anwani hii unaowataka wawepo:
talk-invite-code = Anwani kama msimbo wa QR
talk-link-copied = Kiungo kimenakiliwa
talk-link-copy = Nakili kiungo
talk-link-not-copied = Kivinjari hakikunakili kiungo: kichague kwenye upau wa anwani.
talk-microphone-absent = Hakuna maikrofoni
talk-microphone-muted = Amenyamazishwa
talk-microphone-on = Maikrofoni imewashwa
talk-more = Mkutano
talk-people = Watu
talk-people-count = Watu ({ $count })
talk-people-here = Katika simu
talk-person-own = { $name } (wewe)
talk-person-records = Anarekodi
talk-person-shares = Anaonyesha skrini
talk-reaction-applause = Makofi
talk-reaction-celebration = Sherehe
talk-reaction-heart = Moyo
talk-reaction-laughter = Kicheko
talk-reaction-surprise = Mshangao
talk-reaction-thumbs-up = Dole gumba juu
talk-reactions = Hisia
talk-reactions-show = Onyesha hisia
talk-reconnecting = Anaunganishwa tena
talk-record = Rekodi simu
talk-recorded-by = { $name } anarekodi simu hii.
talk-recorded-by-several = { $count ->
    [one] Mtu { $count } anarekodi simu hii.
   *[other] Watu { $count } wanarekodi simu hii.
}
talk-recording-ended = { $name } harekodi tena simu hii.
talk-recording-failed = Kivinjari hiki hakikuweza kuanza kurekodi: jaribu Chrome, Edge au Firefox ya sasa.
talk-recording-own = Unarekodi simu hii, na kila mtu anaarifiwa.
talk-recording-stop = Acha kurekodi
talk-sounds = Sauti mtu anapokuja au kuondoka
talk-timer = Muda wa simu
talk-wrote = { $name }: { $text }
talk-you = Wewe
