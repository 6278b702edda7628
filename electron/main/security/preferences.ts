import type { WebPreferences } from 'electron'

/**
 * The only web preferences a window of ours is made with. What Electron has by default is said all the same, so that
 * it stays true when a default changes; the test reads it back from real windows.
 */
export function safePreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false, // its dictionaries come from the network
  }
}
