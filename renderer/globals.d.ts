/** Put in by the build (package.json's version). */
declare const __APP_VERSION__: string
