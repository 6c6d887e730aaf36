import { CardList } from '../cards/card-list.tsx'
import { ErrorBox } from '../page/error-box.tsx'
import { counted, durationWords } from '../page/measures.ts'
import { StateBadge } from '../page/state-badge.tsx'
import type { FilePreview } from '../view.ts'

/** The cards of some files, one below the other. */
export function PreviewPage({ files }: { readonly files: readonly FilePreview[] }) {
  return (
    <main class="preview">
      <h1>{counted(files.length, 'file')}</h1>
      {files.map(({ name, state, reason, plugins, cards }, index) => (
        <section class="panel preview-file" key={index}>
          <div class="preview-head">
            <h2>
              <bdi>{name}</bdi>
            </h2>
            <p class="facts">
              <StateBadge state={state} />
              {plugins.map((plugin) => (
                <span key={plugin.name}>
                  {plugin.name} {durationWords(plugin.durationMs)}
                </span>
              ))}
            </p>
          </div>
          <div class="preview-body">
            {plugins.map(
              (plugin) =>
                plugin.error && (
                  <ErrorBox
                    key={plugin.name}
                    tone="bad"
                    error={{
                      ...plugin.error,
                      why: undefined,
                      message: `${plugin.name}: ${plugin.error.message}`,
                    }}
                  />
                ),
            )}
            {reason !== undefined && plugins.length === 0 && <p class="quiet">{reason}</p>}
            {cards.length > 0 && <CardList cards={cards} versionId={undefined} />}
          </div>
        </section>
      ))}
    </main>
  )
}
