# In the call: who is there and what they send.
stage-audio-of = Son : { $name }
stage-audio-only = Audio uniquement
stage-bar = Commandes de l’appel
stage-bitrate = Débit
stage-call = Appel dans { $room }
stage-cipher = Chiffrement
stage-codec = Codec
stage-count = { $count ->
    [one] { $count } personne en ligne
   *[other] { $count } personnes en ligne
}
stage-data-saver = Économie de données
stage-details = Détails de la connexion
stage-details-close = Fermer les détails de la connexion
stage-device-now-off = { $device ->
    [camera] Caméra coupée
   *[microphone] Micro coupé
}
stage-device-now-on = { $device ->
    [camera] Caméra activée
   *[microphone] Micro activé
}
stage-float = Image dans l’image
stage-frame-rate = Images par seconde
stage-full-screen = Plein écran
stage-joined = { $name } a rejoint l’appel
stage-kilobits = { $kilobits } kbit/s
stage-layer = Couche
stage-leave = Quitter l’appel
stage-loss = Pertes
stage-me = Moi
stage-me-named = Moi ({ $name })
stage-microphone-off = Micro coupé
stage-milliseconds = { $milliseconds } ms
stage-more = Plus d’options
stage-network-broken = Connexion : interrompue
stage-network-fair = Connexion : moyenne
stage-network-good = Connexion : bonne
stage-network-poor = Connexion : mauvaise
stage-own-screen = Votre écran
stage-page = { $page } sur { $pages }
stage-page-next = Page suivante
stage-page-previous = Page précédente
stage-pages = Pages de participants
stage-participants = Participants
stage-percent = { $percent } %
stage-pin = Épingler { $name }
stage-quality = Qualité
stage-received = Reçu
stage-round-trip = Aller-retour
stage-screen-of = Écran de { $name }
stage-sent = Envoyé
stage-share = Partager votre écran
stage-share-blocked = Le système empêche le navigateur d’enregistrer l’écran : autorisez-le dans les réglages de confidentialité du système.
stage-share-failed = Votre écran n’a pas pu être partagé : réessayez, ou partagez plutôt une fenêtre.
stage-share-stop = Arrêter le partage
stage-sharing = Vous partagez votre écran
stage-size = Résolution
stage-speaker-view = Vue de l’intervenant
stage-stream = Flux
stage-video-of = Image : { $name }
stage-view = Disposition
stage-view-auto = Automatique
stage-view-grid = Grille
stage-way = Chemin
stage-went = { $name } a quitté l’appel
stage-zoom-in = Zoom avant
stage-zoom-out = Zoom arrière
