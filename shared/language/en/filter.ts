import type { filter as french } from '../fr/filter.ts'

export const filter: typeof french = {
  is: '{{label}}: {{value}}',
  is_not: '{{label}} ≠ {{value}}',
  at_least: '{{label}} ≥ {{value}}',
  at_most: '{{label}} ≤ {{value}}',
  between: '{{label}}: {{low}} to {{high}}',
  contains: '{{label}} contains “{{value}}”',
  is_empty: '{{label}}: not given',
  is_not_empty: '{{label}}: given',
  since: '{{label}} since: {{value}}',
  before: '{{label}} before: {{value}}',
  today: 'today',
  days_ago_one: '{{count}} day ago',
  days_ago_other: '{{count}} days ago',
  in_days_one: 'in {{count}} day',
  in_days_other: 'in {{count}} days',
  yes: 'yes',
  no: 'no',
  me: 'me',
  someone: 'someone who left',
}
