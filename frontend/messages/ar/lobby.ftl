# Before the call. $device is camera or microphone.
lobby-asking = يطلب متصفحك الكاميرا والميكروفون كي يراك الآخرون ويسمعوك. لا يُرسل شيء قبل انضمامك.
lobby-background = الخلفية
lobby-background-blur = تمويه
lobby-background-bookshelf = رف كتب
lobby-background-dusk = غروب
lobby-background-failed = لا يستطيع هذا المتصفح تغيير الخلفية.
lobby-background-forest = غابة
lobby-background-loading = جارٍ تحميل الخلفية…
lobby-background-none = بلا
lobby-background-shore = شاطئ
lobby-background-too-slow = أُوقفت الخلفية: هذا الحاسوب بطيء جدًا عليها.
lobby-camera = الكاميرا
lobby-camera-settings = إعدادات الكاميرا
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
lobby-device-numbered = { $name } { $number }
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
lobby-microphone-settings = إعدادات الميكروفون ومكبر الصوت
lobby-muted-hint = صوتك مكتوم. اضغط مطولًا على مفتاح المسافة لتتكلم.
lobby-name = اسمك
lobby-new-room = ابدأ غرفة جديدة
lobby-noise-suppression = خفض ضوضاء الخلفية
lobby-occupancy = { $count ->
    [0] لا أحد في الغرفة بعد
    [one] شخص واحد في الغرفة
    [two] شخصان في الغرفة
    [few] { $count } أشخاص في الغرفة
    [many] { $count } شخصًا في الغرفة
   *[other] { $count } شخص في الغرفة
}
lobby-open-room = افتح
lobby-other-rooms = غرفة أخرى
lobby-ready = هل أنت جاهز للانضمام؟
lobby-room-name = اسم الغرفة
lobby-room-name-missing = اكتب اسم غرفة.
lobby-settings = إعدادات الأجهزة
lobby-speaker = مكبر الصوت
lobby-status-ended = غير متصل
lobby-status-idle = لم تنضم إلى المكالمة بعد
lobby-system-default = افتراضي النظام
lobby-test-speaker = جرّب مكبر الصوت
lobby-test-speaker-failed = لم يُشغَّل أي صوت. المس الصفحة ثم حاول من جديد.
lobby-test-speaker-playing = يجري التشغيل…
lobby-try-again = حاول مرة أخرى
lobby-where-blocked = { $system ->
    [android] افتح إعدادات النظام، ثم التطبيقات، ثم هذا المتصفح، ثم الأذونات.
    [ios] افتح إعدادات النظام، ثم التطبيقات، واختر هذا المتصفح.
    [mac] افتح إعدادات النظام، ثم الخصوصية والأمن.
    [windows] افتح الإعدادات، ثم الخصوصية والأمان.
   *[elsewhere] ابحث في إعدادات الخصوصية في النظام.
}
lobby-where-denied = { $browser ->
    [android] المس الأيقونة بجانب العنوان، ثم الأذونات.
    [firefox] انقر الأيقونة المشطوبة بجانب العنوان وأزل الحظر.
    [ios] المس الأيقونة بجانب العنوان، ثم إعدادات هذا الموقع.
    [safari] افتح قائمة Safari، ثم إعدادات هذا الموقع.
   *[chrome] انقر الأيقونة بجانب العنوان واسمح بذلك هناك.
}
lobby-without-devices = { $count ->
    [zero] يمكنك المشاركة في المكالمة من دونها.
    [one] يمكنك المشاركة في المكالمة من دونه.
    [two] يمكنك المشاركة في المكالمة من دونهما.
    [few] يمكنك المشاركة في المكالمة من دونها.
    [many] يمكنك المشاركة في المكالمة من دونها.
   *[other] يمكنك المشاركة في المكالمة من دونها.
}
