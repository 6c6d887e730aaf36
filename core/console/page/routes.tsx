/** Which plugins run on which files, so that nobody has to look into the config for it. */
export function Routes({ routes }: { readonly routes: readonly string[] }) {
  if (routes.length === 0) return null
  return (
    <section class="routes" aria-label="Routes of the config">
      <ul>
        {routes.map((route) => {
          const [files = '', plugins = ''] = route.split(' -> ')
          return (
            <li key={route}>
              <span class="route-files">{files}</span>
              <span class="route-plugins">{plugins}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
