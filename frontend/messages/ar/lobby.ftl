# Before the call. $device is camera or microphone.
lobby-asking = يطلب متصفحك الكاميرا والميكروفون كي يراك الآخرون ويسمعوك. لا يُرسل شيء قبل انضمامك.
lobby-camera = الكاميرا
lobby-connecting = جارٍ الاتصال…
lobby-device-asking = في انتظار { $device ->
    [camera] الكاميرا
   *[microphone] الميكروفون
}
lobby-device-blocked-by-system = { $device ->
    [camera] النظام يحجب الكاميرا: اسمح لهذا المتصفح باستخدامها في إعدادات الخصوصية للنظام.
   *[microphone] النظام يحجب الميكروفون: اسمح لهذا المتصفح باستخدامه في إعدادات الخصوصية للنظام.
}
lobby-device-denied = { $device ->
    [camera] الكاميرا محجوبة: اسمح بها من الأيقونة بجانب عنوان هذه الصفحة ثم حاول مرة أخرى.
   *[microphone] الميكروفون محجوب: اسمح به من الأيقونة بجانب عنوان هذه الصفحة ثم حاول مرة أخرى.
}
lobby-device-failed = { $device ->
    [camera] تعذر تشغيل الكاميرا: حاول مرة أخرى أو أعد تشغيل المتصفح.
   *[microphone] تعذر تشغيل الميكروفون: حاول مرة أخرى أو أعد تشغيل المتصفح.
}
lobby-device-in-use = { $device ->
    [camera] الكاميرا مستخدمة بالفعل: أغلق البرنامج أو التبويب الآخر الذي يستخدمها ثم حاول مرة أخرى.
   *[microphone] الميكروفون مستخدم بالفعل: أغلق البرنامج أو التبويب الآخر الذي يستخدمه ثم حاول مرة أخرى.
}
lobby-device-insecure = { $device ->
    [camera] تحتاج الكاميرا إلى اتصال آمن: افتح هذه الصفحة بعنوان https، أو بعنوان localhost على الخادم نفسه.
   *[microphone] يحتاج الميكروفون إلى اتصال آمن: افتح هذه الصفحة بعنوان https، أو بعنوان localhost على الخادم نفسه.
}
lobby-device-missing = { $device ->
    [camera] لم يُعثر على كاميرا: صِل واحدة ثم حاول مرة أخرى.
   *[microphone] لم يُعثر على ميكروفون: صِل واحدًا ثم حاول مرة أخرى.
}
lobby-device-stopped = { $device ->
    [camera] توقفت الكاميرا: تأكد من أنها موصولة ثم حاول مرة أخرى.
   *[microphone] توقف الميكروفون: تأكد من أنه موصول ثم حاول مرة أخرى.
}
lobby-device-try = { $device ->
    [camera] جرّب الكاميرا مرة أخرى
   *[microphone] جرّب الميكروفون مرة أخرى
}
lobby-device-turn-off = { $device ->
    [camera] أوقف الكاميرا
   *[microphone] أوقف الميكروفون
}
lobby-device-turn-on = { $device ->
    [camera] شغّل الكاميرا
   *[microphone] شغّل الميكروفون
}
lobby-device-unsupported = { $device ->
    [camera] لا يتيح هذا المتصفح الكاميرا للصفحات: استخدم إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.
   *[microphone] لا يتيح هذا المتصفح الميكروفون للصفحات: استخدم إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.
}
lobby-devices = الميكروفون والكاميرا
lobby-join = انضم إلى المكالمة
lobby-join-again = هل تنضم من جديد؟
lobby-left = غادرت المكالمة
lobby-microphone = الميكروفون
lobby-name = اسمك
lobby-ready = هل أنت جاهز للانضمام؟
lobby-status-ended = غير متصل
lobby-status-idle = لم تنضم إلى المكالمة بعد
lobby-try-again = حاول مرة أخرى
lobby-without-devices = { $count ->
    [zero] يمكنك المشاركة في المكالمة من دونها.
    [one] يمكنك المشاركة في المكالمة من دونه.
    [two] يمكنك المشاركة في المكالمة من دونهما.
    [few] يمكنك المشاركة في المكالمة من دونها.
    [many] يمكنك المشاركة في المكالمة من دونها.
   *[other] يمكنك المشاركة في المكالمة من دونها.
}
