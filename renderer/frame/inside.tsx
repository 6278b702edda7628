import { MantineThemeProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { WorkTray } from '../feedback/work-tray-view.tsx'
import { useWords } from '../language/words.tsx'
import { addressOf } from '../modules/notifications/address-of.ts'
import { createHouseRouter } from './router.tsx'
import { useFreshSession } from '../session/use-fresh-session.ts'
import { useBackOnline } from './use-back-online.ts'
import styles from './frame.module.css'
import { useIdleLock } from './use-idle-lock.ts'
import { useLiveChanges } from './use-live-changes.ts'

/** The application itself, for whoever is signed in. */
export function Inside({ locked }: { locked: boolean }) {
  // Made only now: the start address of the browser host has left the address bar by then.
  const [router] = useState(createHouseRouter)
  const { t } = useWords()
  useLiveChanges(!locked, (target) => void router.navigate(addressOf(target)))
  useIdleLock(!locked)
  useFreshSession(!locked)
  useBackOnline(!locked)
  return (
    <>
      <RouterProvider router={router} />
      <MantineThemeProvider
        theme={{
          components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('common.action.close') } } } },
        }}
      >
        <Notifications
          position="bottom-center"
          limit={3}
          withinPortal={false}
          transitionDuration={160}
          containerWidth={460}
          classNames={{ root: styles.notices! }}
        />
      </MantineThemeProvider>
      <WorkTray />
    </>
  )
}
