import { sentenceCase } from './sentence-case.ts'
import { subjectOf } from './scope-areas.ts'

/** What scopes allow, one line for each subject. */
export const ScopeSummary = ({ scopes }: { scopes: readonly string[] }) => {
  const subjects = [...new Set(scopes.map(subjectOf))].toSorted()
  return (
    <ul className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
      {subjects.map((subject) => (
        <li key={subject} className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 font-mono text-[13px] break-all">
            {subject === '*' ? 'everything, now and later' : subject}
          </span>
          <span className="shrink-0 text-[13px] text-ink-soft">{allowed(subject, scopes)}</span>
        </li>
      ))}
    </ul>
  )
}

const allowed = (subject: string, scopes: readonly string[]): string => {
  if (scopes.includes(`${subject}.write`)) return 'Read and write'
  return sentenceCase(scopes.includes(`${subject}.read`) ? 'read' : 'all')
}
