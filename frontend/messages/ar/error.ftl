# What the backend refuses, by its codes.
error-body-too-large = الطلب كبير جدًا. أرسل اسمًا وغرفة فقط.
error-not-found = لا يوجد شيء في هذا العنوان. تحقق من الرابط.
error-not-json = تعذرت قراءة الطلب. أعد تحميل الصفحة وحاول مرة أخرى.
error-room-control-characters = يحتوي اسم الغرفة على رموز لا يمكن عرضها. اكتبه يدويًا من دون فواصل أسطر.
error-room-too-long = اسم الغرفة طويل جدًا. الحد الأقصى { $limit } حرفًا.
error-server-error = حدث خطأ في الخادم. حاول مرة أخرى بعد قليل.
error-tab-malformed = علامة هذا التبويب غير صحيحة. أغلق التبويب وافتح الصفحة من جديد.
error-unknown = رفض الخادم الطلب. أعد تحميل الصفحة وحاول مرة أخرى.
error-unreadable = أعطى الخادم ردًا لا تستطيع هذه الصفحة قراءته (الحالة { $status }).
error-username-control-characters = يحتوي اسمك على رموز لا يمكن عرضها. اكتبه يدويًا من دون فواصل أسطر.
error-username-missing = أدخل اسمك قبل الانضمام.
error-username-too-long = اسمك طويل جدًا. الحد الأقصى { $limit } حرفًا.
