# Before the call. $device is camera or microphone.
lobby-asking = Su navegador pide la cámara y el micrófono para que los demás puedan verle y oírle. No se envía nada antes de que se una.
lobby-background = Fondo
lobby-background-blur = Desenfoque
lobby-background-bookshelf = Estantería
lobby-background-dusk = Atardecer
lobby-background-failed = Este navegador no puede cambiar el fondo.
lobby-background-forest = Bosque
lobby-background-loading = Cargando el fondo…
lobby-background-none = Ninguno
lobby-background-shore = Playa
lobby-background-too-slow = Se desactivó el fondo: este equipo es demasiado lento.
lobby-camera = Cámara
lobby-camera-settings = Ajustes de la cámara
lobby-connecting = Conectando…
lobby-device-asking = { $device ->
    [camera] Esperando su cámara
   *[microphone] Esperando su micrófono
}
lobby-device-blocked-by-system = { $device ->
    [camera] El sistema bloquea su cámara: permita que este navegador la use en los ajustes de privacidad del sistema.
   *[microphone] El sistema bloquea su micrófono: permita que este navegador lo use en los ajustes de privacidad del sistema.
}
lobby-device-denied = { $device ->
    [camera] Su cámara está bloqueada: permítala con el icono junto a la dirección de esta página e inténtelo de nuevo.
   *[microphone] Su micrófono está bloqueado: permítalo con el icono junto a la dirección de esta página e inténtelo de nuevo.
}
lobby-device-failed = { $device ->
    [camera] No se pudo iniciar su cámara: inténtelo de nuevo o reinicie el navegador.
   *[microphone] No se pudo iniciar su micrófono: inténtelo de nuevo o reinicie el navegador.
}
lobby-device-in-use = { $device ->
    [camera] Su cámara ya está en uso: cierre el otro programa o la otra pestaña que la usa e inténtelo de nuevo.
   *[microphone] Su micrófono ya está en uso: cierre el otro programa o la otra pestaña que lo usa e inténtelo de nuevo.
}
lobby-device-insecure = { $device ->
    [camera] Su cámara necesita una conexión segura: abra esta página con una dirección https, o con localhost en el propio servidor.
   *[microphone] Su micrófono necesita una conexión segura: abra esta página con una dirección https, o con localhost en el propio servidor.
}
lobby-device-missing = { $device ->
    [camera] No se encontró ninguna cámara: conecte una e inténtelo de nuevo.
   *[microphone] No se encontró ningún micrófono: conecte uno e inténtelo de nuevo.
}
lobby-device-numbered = { $name } { $number }
lobby-device-stopped = { $device ->
    [camera] Su cámara se detuvo: compruebe que está conectada e inténtelo de nuevo.
   *[microphone] Su micrófono se detuvo: compruebe que está conectado e inténtelo de nuevo.
}
lobby-device-try = { $device ->
    [camera] Volver a probar la cámara
   *[microphone] Volver a probar el micrófono
}
lobby-device-turn-off = { $device ->
    [camera] Apagar la cámara
   *[microphone] Apagar el micrófono
}
lobby-device-turn-on = { $device ->
    [camera] Encender la cámara
   *[microphone] Encender el micrófono
}
lobby-device-unsupported = { $device ->
    [camera] Este navegador no da la cámara a las páginas: use una versión actual de Chrome, Edge, Firefox o Safari.
   *[microphone] Este navegador no da el micrófono a las páginas: use una versión actual de Chrome, Edge, Firefox o Safari.
}
lobby-devices = Su micrófono y su cámara
lobby-join = Unirse a la llamada
lobby-join-again = ¿Unirse otra vez?
lobby-left = Ha salido de la llamada
lobby-microphone = Micrófono
lobby-microphone-settings = Ajustes del micrófono y el altavoz
lobby-muted-hint = Tiene el micrófono desactivado. Mantenga pulsada la barra espaciadora para hablar.
lobby-name = Su nombre
lobby-new-room = Crear una sala
lobby-noise-suppression = Reducir el ruido de fondo
lobby-occupancy = { $count ->
    [0] Todavía no hay nadie en la sala
    [one] Hay { $count } persona en la sala
   *[other] Hay { $count } personas en la sala
}
lobby-open-room = Abrir
lobby-other-rooms = Otra sala
lobby-ready = ¿Todo listo para unirse?
lobby-room-name = Nombre de la sala
lobby-room-name-missing = Escriba el nombre de una sala.
lobby-settings = Ajustes de los dispositivos
lobby-speaker = Altavoz
lobby-status-ended = Sin conexión
lobby-status-idle = Todavía no está en la llamada
lobby-system-default = Predeterminado del sistema
lobby-test-speaker = Probar el altavoz
lobby-test-speaker-failed = No se reprodujo ningún sonido. Toque la página e inténtelo de nuevo.
lobby-test-speaker-playing = Reproduciendo…
lobby-try-again = Intentar de nuevo
lobby-where-blocked = { $system ->
    [android] Abra los ajustes del sistema, luego Aplicaciones, este navegador, Permisos.
    [ios] Abra los ajustes del sistema, luego Apps, y elija este navegador.
    [mac] Abra Ajustes del Sistema, luego Privacidad y seguridad.
    [windows] Abra Configuración, luego Privacidad y seguridad.
   *[elsewhere] Mire en los ajustes de privacidad del sistema.
}
lobby-where-denied = { $browser ->
    [android] Toque el icono a la izquierda de la dirección, luego Permisos.
    [firefox] Haga clic en el icono tachado a la izquierda de la dirección y quite el bloqueo.
    [ios] Toque el icono junto a la dirección, luego los ajustes de este sitio web.
    [safari] Abra el menú Safari, luego Ajustes para este sitio web.
   *[chrome] Haga clic en el icono a la izquierda de la dirección y permítalo allí.
}
lobby-without-devices = { $count ->
    [one] Puede participar en la llamada sin ello.
   *[other] Puede participar en la llamada sin ninguno de los dos.
}
