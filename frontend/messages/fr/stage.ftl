# In the call: who is there and what they send.
stage-alone = Vous êtes seul ici. Envoyez l’adresse de cette page pour inviter d’autres personnes.
stage-call = Appel dans { $room }
stage-count = { $count ->
    [one] { $count } personne en ligne
   *[other] { $count } personnes en ligne
}
stage-device-now-off = { $device ->
    [camera] Caméra coupée
   *[microphone] Micro coupé
}
stage-device-now-on = { $device ->
    [camera] Caméra activée
   *[microphone] Micro activé
}
stage-joined = { $name } a rejoint l’appel
stage-leave = Quitter l’appel
stage-me = Moi
stage-me-named = Moi ({ $name })
stage-microphone-off = Micro coupé
stage-participants = Participants
stage-went = { $name } a quitté l’appel
