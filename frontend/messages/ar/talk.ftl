# الدردشة والأيدي والتفاعلات والتسجيل والأصوات.
talk-camera-off = الكاميرا مغلقة
talk-camera-on = الكاميرا مفتوحة
talk-chat = الدردشة
talk-chat-empty = لم يُكتب شيء بعد. يقرأ كل من في المكالمة ما تكتبه هنا.
talk-chat-messages = الرسائل
talk-chat-new = { $count ->
    [zero] لا رسائل جديدة
    [one] رسالة جديدة واحدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
    [many] { $count } رسالة جديدة
   *[other] { $count } رسالة جديدة
}
talk-chat-save = حفظ الدردشة كنص
talk-chat-send = إرسال
talk-chat-told = كُتب قبل انضمامك، نقله { $name }
talk-chat-too-long = للرسالة { $limit } حرف على الأكثر: أرسلها على مرتين.
talk-chat-unread = { $count ->
    [0] الدردشة
    [one] الدردشة، رسالة واحدة غير مقروءة
    [two] الدردشة، رسالتان غير مقروءتين
    [few] الدردشة، { $count } رسائل غير مقروءة
    [many] الدردشة، { $count } رسالة غير مقروءة
   *[other] الدردشة، { $count } رسالة غير مقروءة
}
talk-chat-write = اكتب للجميع
talk-file-cancel = إلغاء
talk-file-cancel-named = إلغاء { $name }
talk-file-canceled = أُلغي
talk-file-choose = إرسال ملفات حتى { $limit } ميغابايت لكل منها
talk-file-dropped = لم يعد محفوظًا: حلّت محله ملفات أحدث.
talk-file-empty = الملف { $name } فارغ.
talk-file-failed = لم يصل كاملًا: اطلبه مرة أخرى.
talk-file-offered = { $name } يرسل ملفًا
talk-file-receiving = جارٍ استلام { $name }
talk-file-save = حفظ
talk-file-save-named = حفظ { $name }
talk-file-sending = جارٍ إرسال { $name }
talk-file-size = { $count } كيلوبايت
talk-file-too-large = الملف { $name } أكبر من { $limit } ميغابايت: أرسل رابطًا إليه بدلًا منه.
talk-file-unreadable = تعذّرت قراءة { $name }: اختره مرة أخرى.
talk-hand-lower = خفض اليد
talk-hand-lowered = خُفضت يدك: لقد تحدثت.
talk-hand-raise = رفع اليد
talk-hand-raised = رفع { $name } يده
talk-hand-up = اليد مرفوعة، رقم { $place } في الترتيب
talk-hands = الأيدي المرفوعة
talk-invite = اجتماعك جاهز
talk-invite-advice = أرسل هذا العنوان إلى من تريد حضورهم:
talk-invite-code = العنوان كرمز QR
talk-link-copied = نُسخ الرابط
talk-link-copy = نسخ الرابط
talk-link-not-copied = لم ينسخ المتصفح الرابط: حدّده في شريط العناوين.
talk-microphone-absent = لا ميكروفون
talk-microphone-muted = مكتوم
talk-microphone-on = الميكروفون مفتوح
talk-more = الاجتماع
talk-people = المشاركون
talk-people-count = المشاركون ({ $count })
talk-people-here = في المكالمة
talk-person-own = { $name } (أنت)
talk-person-records = يسجّل
talk-person-shares = يشارك الشاشة
talk-reaction-applause = تصفيق
talk-reaction-celebration = احتفال
talk-reaction-heart = قلب
talk-reaction-laughter = ضحك
talk-reaction-surprise = دهشة
talk-reaction-thumbs-up = إعجاب
talk-reactions = التفاعلات
talk-reactions-show = إظهار التفاعلات
talk-reconnecting = يعيد الاتصال
talk-record = تسجيل المكالمة
talk-recorded-by = { $name } يسجّل هذه المكالمة.
talk-recorded-by-several = { $count ->
    [one] شخص واحد يسجّل هذه المكالمة.
    [two] شخصان يسجّلان هذه المكالمة.
    [few] { $count } أشخاص يسجّلون هذه المكالمة.
    [many] { $count } شخصًا يسجّلون هذه المكالمة.
   *[other] { $count } شخص يسجّلون هذه المكالمة.
}
talk-recording-ended = لم يعد { $name } يسجّل هذه المكالمة.
talk-recording-failed = تعذّر على هذا المتصفح بدء التسجيل: جرّب إصدارًا حديثًا من Chrome أو Edge أو Firefox.
talk-recording-own = أنت تسجّل هذه المكالمة، والجميع يعلم بذلك.
talk-recording-stop = إيقاف التسجيل
talk-sounds = أصوات القدوم والمغادرة
talk-timer = مدة المكالمة
talk-wrote = { $name }: { $text }
talk-you = أنت
