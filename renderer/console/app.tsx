import { localStorageColorSchemeManager, MantineProvider, mergeThemeOverrides, Modal } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { AppError } from '../../shared/values/error.ts'
import { ErrorBoundary } from '../components/show/error-boundary.tsx'
import { WordsProvider } from '../language/words.tsx'
import { cssVariables, theme } from '../theme/theme.ts'
import { ConsoleFrame } from './frame.tsx'
import { createDoor } from './session/door.ts'
import { SessionProvider } from './session/session.tsx'

const colorSchemes = localStorageColorSchemeManager({ key: 'digit-hab.theme' })
/** Of this answer of the server: the styles that Mantine writes carry it, and the policy lets in no others. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
// The page itself never scrolls, so nothing need keep it from it behind a window.
const consoleTheme = mergeThemeOverrides(theme, {
  components: { Modal: Modal.extend({ defaultProps: { ...theme.components?.['Modal']?.defaultProps, lockScroll: false } }) },
})

export function start(root: HTMLElement): void {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays one; only what the network lost is asked again.
        retry: (failures, error) => failures < 2 && error instanceof AppError && error.code === 'online_only',
      },
    },
  })
  const door = createDoor(queries)
  createRoot(root).render(
    <MantineProvider theme={consoleTheme} cssVariablesResolver={cssVariables} colorSchemeManager={colorSchemes} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <WordsProvider>
        <ErrorBoundary>
          <QueryClientProvider client={queries}>
            <SessionProvider door={door}>
              <ConsoleFrame />
            </SessionProvider>
          </QueryClientProvider>
        </ErrorBoundary>
        <Notifications position="bottom-right" />
      </WordsProvider>
    </MantineProvider>,
  )
  void door.open()
}
