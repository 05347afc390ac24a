# Listening: campaigns, voices, narrators, agreements, permissions.

redaction-mark = [name hidden]
