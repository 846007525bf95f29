/** What holds reminders back: a ticket `t` (its category `k`) that is a complaint, or urgent or high. */
export const troubleSql = "(k.is_complaint = 1 OR t.priority IN ('high', 'urgent'))";
