import type { start as french } from '../fr/start.ts'

export const start: typeof french = {
  electron_asked: 'Digit-Hab opens in Electron (the one ELECTRON_OVERRIDE_DIST_PATH points to).',
  electron_present: 'Digit-Hab opens in Electron.',
  browser_no_runtime: 'Digit-Hab opens in your browser, as Electron is not installed on this computer: {{url}}',
  browser_no_screen: 'Digit-Hab waits for your browser, as this computer has no screen to open a window on: {{url}}',
  busy: 'Digit-Hab is already open on this data (process {{pid}}). Close it, or give another folder with --data.',
  demo_user: 'Demonstration: {{email}}, password {{password}} ({{role}})',
}
