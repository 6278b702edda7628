import { z } from 'zod'
import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/dropzone/styles.css'
import './theme/colours.css'
import './theme/base.css'

// zod otherwise tries `new Function` at its first schema, which the content security policy refuses with a complaint in
// the console. It must be told before any schema is made, hence the import that waits (toolchain P15).
z.config({ jitless: true })
const { start } = await import('./app.tsx')
start(document.getElementById('root')!)
