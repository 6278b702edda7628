import { createORPCClient } from '@orpc/client'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { connect } from './core/connect.ts'
import type { Core } from './core/connect.ts'
import { createQueryClient } from './core/query-client.ts'
import { ConnectionContext } from './data/connection.ts'
import { CoreProvider } from './data/client.tsx'
import { WordsProvider } from './language/words.tsx'
import { createEntrance } from './session/entrance.ts'
import { EntranceContext } from './session/entrance-context.ts'
import { EntranceScreens } from './session/entrance-screens.tsx'
import { ErrorBoundary } from './components/show/error-boundary.tsx'
import { cssVariables, theme } from './theme/theme.ts'

const colorSchemes = localStorageColorSchemeManager({ key: 'digit-hab.theme' })

export function start(root: HTMLElement): void {
  const connected = connect()
  const queries = createQueryClient()
  const entrance = createEntrance(connected, queries)
  // Whichever call is told that nobody is signed in, or that the session is locked, the door hears it.
  const core = createORPCClient<Core>({
    async call(path, input, options) {
      try {
        return await connected.connection.link.call(path, input, options)
      } catch (error) {
        entrance.heard(error)
        throw error
      }
    },
  })
  createRoot(root).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <WordsProvider>
        <ErrorBoundary>
          <QueryClientProvider client={queries}>
            <ConnectionContext value={connected.connection}>
              <CoreProvider core={core}>
                <EntranceContext value={entrance}>
                  <EntranceScreens />
                </EntranceContext>
              </CoreProvider>
            </ConnectionContext>
          </QueryClientProvider>
        </ErrorBoundary>
      </WordsProvider>
    </MantineProvider>,
  )
  void entrance.open()
}
