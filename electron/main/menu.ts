import { Menu, app, shell } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../../shared/language/index.ts'

export type MenuActions = { readonly newWindow: () => void; readonly logs: string; readonly data: string }

/** Built anew when the language changes. Acts on records are in the page; here stands what belongs to the program. */
export function showMenu(t: Translate, actions: MenuActions): void {
  const mac = process.platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: t('desktop.menu.file'),
      submenu: [
        { label: t('desktop.menu.new_window'), accelerator: 'CommandOrControl+Shift+N', click: actions.newWindow },
        separator,
        { label: t('desktop.menu.close'), role: 'close' },
        ...(mac ? [] : [{ label: t('desktop.menu.quit'), role: 'quit' as const }]),
      ],
    },
    {
      label: t('desktop.menu.edit'),
      submenu: [
        { label: t('desktop.menu.undo'), role: 'undo' },
        { label: t('desktop.menu.redo'), role: 'redo' },
        separator,
        { label: t('desktop.menu.cut'), role: 'cut' },
        { label: t('desktop.menu.copy'), role: 'copy' },
        { label: t('desktop.menu.paste'), role: 'paste' },
        { label: t('desktop.menu.select_all'), role: 'selectAll' },
      ],
    },
    {
      label: t('desktop.menu.view'),
      submenu: [
        { label: t('desktop.menu.reload'), role: 'reload' },
        separator,
        { label: t('desktop.menu.actual_size'), role: 'resetZoom' },
        { label: t('desktop.menu.zoom_in'), role: 'zoomIn' },
        { label: t('desktop.menu.zoom_out'), role: 'zoomOut' },
        separator,
        { label: t('desktop.menu.full_screen'), role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [separator, { label: t('desktop.menu.developer'), role: 'toggleDevTools' as const }]),
      ],
    },
    { label: t('desktop.menu.window'), submenu: [{ label: t('desktop.menu.minimize'), role: 'minimize' }] },
    {
      label: t('desktop.menu.help'),
      role: 'help',
      submenu: [
        { label: t('desktop.menu.data'), click: () => void shell.openPath(actions.data) },
        { label: t('desktop.menu.logs'), click: () => void shell.openPath(actions.logs) },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
