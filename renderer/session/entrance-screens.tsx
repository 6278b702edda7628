import { useMantineColorScheme } from '@mantine/core'
import { lazy, Suspense, useEffect } from 'react'
import { useStore } from '../data/store.ts'
import { useLate } from '../components/list/use-late.ts'
import { ErrorNote } from '../feedback/error-note.tsx'
import { useWords } from '../language/words.tsx'
import { ChangePasswordScreen } from '../modules/auth/change-password-screen.tsx'
import { DataProblemScreen } from '../modules/auth/data-problem-screen.tsx'
import { EntranceLayout } from '../modules/auth/entrance-layout.tsx'
import { FirstRunScreen } from '../modules/auth/first-run-screen.tsx'
import { LockScreen } from '../modules/auth/lock-screen.tsx'
import { SignInScreen } from '../modules/auth/sign-in-screen.tsx'
import { useEntrance } from './entrance-context.ts'
import { SessionContext } from './session.tsx'

const Inside = lazy(async () => ({ default: (await import('../frame/inside.tsx')).Inside }))

/** Shows what fits where somebody stands: the way in, or the application. */
export function EntranceScreens() {
  const entrance = useEntrance()
  const stage = useStore(entrance.stage)
  useDeviceSettings()
  const { t } = useWords()

  switch (stage.at) {
    case 'starting':
      return <Starting />
    case 'refused':
      return <EntranceLayout title={t('session.refused.title')} text={t('session.refused.text')} />
    case 'failed':
      return (
        <EntranceLayout title={t('shell.name')}>
          <ErrorNote error={stage.error} onRetry={() => void entrance.open()} />
        </EntranceLayout>
      )
    case 'outside':
      if (stage.setup.state === 'empty') return <FirstRunScreen joining={stage.setup.joining} />
      if (stage.setup.state === 'ready') return <SignInScreen agencyName={stage.setup.agencyName} demo={stage.setup.demo} />
      return <DataProblemScreen setup={stage.setup} />
    case 'inside':
      return (
        <SessionContext value={stage.session}>
          {stage.session.mustChangePassword && !stage.locked ? (
            <ChangePasswordScreen />
          ) : (
            // Kept while it is locked, out of sight and out of reach, so that what was being typed is there again.
            <div hidden={stage.locked} inert={stage.locked} style={stage.locked ? undefined : { height: '100%' }}>
              <Suspense fallback={<Starting />}>
                <Inside locked={stage.locked} />
              </Suspense>
            </div>
          )}
          {stage.locked ? <LockScreen /> : null}
        </SessionContext>
      )
  }
}

function Starting() {
  const { t } = useWords()
  const late = useLate(true, 400)
  return late ? <EntranceLayout title={t('shell.name')} text={t('session.starting')} /> : null
}

/** Language and theme of this computer, once the core has said them; until then those of the last time. */
function useDeviceSettings(): void {
  const { device } = useEntrance()
  const settings = useStore(device)
  const { speak } = useWords()
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (!settings) return
    speak(settings.language)
    setColorScheme(settings.theme)
    // once per answer of the core: both setters are told by Mantine and by us to be new in each render
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settings])
}
