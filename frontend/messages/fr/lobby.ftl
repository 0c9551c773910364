# Before the call. $device is camera or microphone.
lobby-asking = Votre navigateur demande l’accès à la caméra et au micro pour que les autres puissent vous voir et vous entendre. Rien n’est envoyé avant que vous rejoigniez l’appel.
lobby-background = Arrière-plan
lobby-background-blur = Flou
lobby-background-bookshelf = Bibliothèque
lobby-background-dusk = Crépuscule
lobby-background-failed = Ce navigateur ne peut pas changer l’arrière-plan.
lobby-background-forest = Forêt
lobby-background-loading = Chargement de l’arrière-plan…
lobby-background-none = Aucun
lobby-background-shore = Plage
lobby-background-too-slow = L’arrière-plan a été désactivé : cet ordinateur est trop lent.
lobby-camera = Caméra
lobby-camera-settings = Réglages de la caméra
lobby-connecting = Connexion…
lobby-device-asking = { $device ->
    [camera] En attente de votre caméra
   *[microphone] En attente de votre micro
}
lobby-device-blocked-by-system = { $device ->
    [camera] Votre caméra est bloquée par le système : autorisez ce navigateur à l’utiliser dans les réglages de confidentialité du système.
   *[microphone] Votre micro est bloqué par le système : autorisez ce navigateur à l’utiliser dans les réglages de confidentialité du système.
}
lobby-device-denied = { $device ->
    [camera] Votre caméra est bloquée : autorisez-la par l’icône à côté de l’adresse de cette page, puis réessayez.
   *[microphone] Votre micro est bloqué : autorisez-le par l’icône à côté de l’adresse de cette page, puis réessayez.
}
lobby-device-failed = { $device ->
    [camera] Votre caméra n’a pas pu démarrer : réessayez ou redémarrez le navigateur.
   *[microphone] Votre micro n’a pas pu démarrer : réessayez ou redémarrez le navigateur.
}
lobby-device-in-use = { $device ->
    [camera] Votre caméra est déjà utilisée : fermez l’autre programme ou onglet qui l’utilise, puis réessayez.
   *[microphone] Votre micro est déjà utilisé : fermez l’autre programme ou onglet qui l’utilise, puis réessayez.
}
lobby-device-insecure = { $device ->
    [camera] Votre caméra exige une connexion sûre : ouvrez cette page par une adresse https, ou par localhost sur le serveur même.
   *[microphone] Votre micro exige une connexion sûre : ouvrez cette page par une adresse https, ou par localhost sur le serveur même.
}
lobby-device-missing = { $device ->
    [camera] Aucune caméra trouvée : branchez-en une, puis réessayez.
   *[microphone] Aucun micro trouvé : branchez-en un, puis réessayez.
}
lobby-device-numbered = { $name } { $number }
lobby-device-stopped = { $device ->
    [camera] Votre caméra s’est arrêtée : vérifiez qu’elle est branchée, puis réessayez.
   *[microphone] Votre micro s’est arrêté : vérifiez qu’il est branché, puis réessayez.
}
lobby-device-try = { $device ->
    [camera] Réessayer la caméra
   *[microphone] Réessayer le micro
}
lobby-device-turn-off = { $device ->
    [camera] Couper la caméra
   *[microphone] Couper le micro
}
lobby-device-turn-on = { $device ->
    [camera] Activer la caméra
   *[microphone] Activer le micro
}
lobby-device-unsupported = { $device ->
    [camera] Ce navigateur ne donne pas de caméra aux pages : utilisez Chrome, Edge, Firefox ou Safari à jour.
   *[microphone] Ce navigateur ne donne pas de micro aux pages : utilisez Chrome, Edge, Firefox ou Safari à jour.
}
lobby-devices = Votre micro et votre caméra
lobby-join = Rejoindre l’appel
lobby-join-again = Rejoindre à nouveau ?
lobby-left = Vous avez quitté l’appel
lobby-microphone = Micro
lobby-microphone-settings = Réglages du micro et du haut-parleur
lobby-muted-hint = Votre micro est coupé. Maintenez la barre d’espace pour parler.
lobby-name = Votre nom
lobby-new-room = Créer une salle
lobby-noise-suppression = Réduire le bruit de fond
lobby-occupancy = { $count ->
    [0] Personne n’est encore dans la salle
    [one] { $count } personne est dans la salle
   *[other] { $count } personnes sont dans la salle
}
lobby-open-room = Ouvrir
lobby-other-rooms = Une autre salle
lobby-ready = Prêt à rejoindre ?
lobby-room-name = Nom de la salle
lobby-room-name-missing = Saisissez le nom d’une salle.
lobby-settings = Réglages des appareils
lobby-speaker = Haut-parleur
lobby-status-ended = Déconnecté
lobby-status-idle = Vous n’êtes pas encore dans l’appel
lobby-system-default = Choix du système
lobby-test-speaker = Tester le haut-parleur
lobby-test-speaker-failed = Aucun son n’a été joué. Touchez la page et réessayez.
lobby-test-speaker-playing = Lecture…
lobby-try-again = Réessayer
lobby-where-blocked = { $system ->
    [android] Ouvrez les paramètres du système, puis Applications, ce navigateur, Autorisations.
    [ios] Ouvrez les réglages du système, puis Apps, et choisissez ce navigateur.
    [mac] Ouvrez Réglages Système, puis Confidentialité et sécurité.
    [windows] Ouvrez Paramètres, puis Confidentialité et sécurité.
   *[elsewhere] Regardez dans les paramètres de confidentialité du système.
}
lobby-where-denied = { $browser ->
    [android] Touchez l’icône à gauche de l’adresse, puis Autorisations.
    [firefox] Cliquez sur l’icône barrée à gauche de l’adresse et levez le blocage.
    [ios] Touchez l’icône à côté de l’adresse, puis les réglages de ce site.
    [safari] Ouvrez le menu Safari, puis Réglages pour ce site web.
   *[chrome] Cliquez sur l’icône à gauche de l’adresse et donnez l’autorisation.
}
lobby-without-devices = { $count ->
    [one] Vous pouvez participer à l’appel sans.
   *[other] Vous pouvez participer à l’appel sans l’un ni l’autre.
}
