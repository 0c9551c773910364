# In the call: who is there and what they send.
stage-alone = No hay nadie más aquí. Envíe la dirección de esta página para invitar a otros.
stage-call = Llamada en { $room }
stage-count = { $count ->
    [one] { $count } participante en línea
   *[other] { $count } participantes en línea
}
stage-device-now-off = { $device ->
    [camera] Cámara apagada
   *[microphone] Micrófono apagado
}
stage-device-now-on = { $device ->
    [camera] Cámara encendida
   *[microphone] Micrófono encendido
}
stage-joined = { $name } se unió
stage-leave = Salir de la llamada
stage-me = Yo
stage-me-named = Yo ({ $name })
stage-microphone-off = Micrófono apagado
stage-participants = Participantes
stage-went = { $name } salió
