# ruff: noqa: E501 - a path is one word
"""Icons as stroke paths on a grid of 24, drawn for this project."""

ICONS = {
    "today": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4'
    'M5.6 18.4 7 17M17 7l1.4-1.4"/>',
    "group": '<circle cx="12" cy="6" r="2.5"/><circle cx="5.5" cy="16.5" r="2.5"/><circle cx="18.5" cy="16.5" '
    'r="2.5"/><path d="m10.6 8.3-3.7 6M13.4 8.3l3.7 6M8 17h8"/>',
    "commitment": '<path d="M5 12.5 10 17.5 19.5 7"/>',
    "desk": '<path d="M4 19V9M10 19V5M16 19v-8M21 19H3"/>',
    "community": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "place": '<path d="M12 21c-4-4.5-6.5-7.5-6.5-11a6.5 6.5 0 0 1 13 0c0 3.5-2.5 6.5-6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 '
    '5.7 5.7l1-1"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "up": '<path d="m6 14 6-6 6 6"/>',
    "down": '<path d="m6 10 6 6 6-6"/>',
    "grip": '<path d="M9 6v.01M9 12v.01M9 18v.01M15 6v.01M15 12v.01M15 18v.01"/>',
}
