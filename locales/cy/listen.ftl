# Gwrando: ymgyrchoedd, lleisiau, adroddwyr, cytundebau, caniatâd.

redaction-mark = [enw wedi’i guddio]
