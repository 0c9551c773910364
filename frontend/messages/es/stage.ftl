# In the call: who is there and what they send.
stage-audio-of = Sonido: { $name }
stage-audio-only = Solo audio
stage-bar = Controles de la llamada
stage-bitrate = Tasa de bits
stage-call = Llamada en { $room }
stage-cipher = Cifrado
stage-codec = Códec
stage-count = { $count ->
    [one] { $count } participante en línea
   *[other] { $count } participantes en línea
}
stage-data-saver = Ahorro de datos
stage-details = Detalles de la conexión
stage-details-close = Cerrar los detalles de la conexión
stage-device-now-off = { $device ->
    [camera] Cámara apagada
   *[microphone] Micrófono apagado
}
stage-device-now-on = { $device ->
    [camera] Cámara encendida
   *[microphone] Micrófono encendido
}
stage-float = Imagen en imagen
stage-frame-rate = Fotogramas por segundo
stage-full-screen = Pantalla completa
stage-joined = { $name } se unió
stage-kilobits = { $kilobits } kbit/s
stage-layer = Capa
stage-leave = Salir de la llamada
stage-loss = Pérdida
stage-me = Yo
stage-me-named = Yo ({ $name })
stage-microphone-off = Micrófono apagado
stage-milliseconds = { $milliseconds } ms
stage-more = Más opciones
stage-network-broken = Conexión: interrumpida
stage-network-fair = Conexión: regular
stage-network-good = Conexión: buena
stage-network-poor = Conexión: mala
stage-own-screen = Tu pantalla
stage-page = { $page } de { $pages }
stage-page-next = Página siguiente
stage-page-previous = Página anterior
stage-pages = Páginas de participantes
stage-participants = Participantes
stage-percent = { $percent } %
stage-pin = Fijar { $name }
stage-quality = Calidad
stage-received = Recibido
stage-round-trip = Ida y vuelta
stage-screen-of = Pantalla de { $name }
stage-sent = Enviado
stage-share = Compartir tu pantalla
stage-share-blocked = El sistema impide que el navegador grabe la pantalla: permítelo en los ajustes de privacidad del sistema.
stage-share-failed = No se pudo compartir tu pantalla: inténtalo de nuevo o comparte una ventana.
stage-share-stop = Dejar de compartir
stage-sharing = Estás compartiendo tu pantalla
stage-size = Resolución
stage-speaker-view = Vista del orador
stage-stream = Flujo
stage-video-of = Imagen: { $name }
stage-view = Diseño
stage-view-auto = Automático
stage-view-grid = Cuadrícula
stage-way = Ruta
stage-went = { $name } salió
stage-zoom-in = Acercar
stage-zoom-out = Alejar
