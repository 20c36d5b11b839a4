import { PageTitle } from '../parts/PageTitle.tsx'
import { buttonClasses } from '../parts/Button.tsx'

const words = {
  page: ['There is no such page', 'The address may be mistyped, or the page may have moved.'],
  environment: [
    'There is no such environment',
    'It may have been deleted, or you are signed in as somebody who may not see it.',
  ],
} as const

export const MissingPage = ({ what = 'page' }: { what?: keyof typeof words }) => (
  <div className="mx-auto max-w-md px-4 py-24 text-center">
    <PageTitle name={words[what][0]}>{words[what][0]}</PageTitle>
    <p className="mt-2 mb-6 text-ink-soft">{words[what][1]}</p>
    <a href="/dashboard" className={buttonClasses('primary')}>
      Go to the dashboard
    </a>
  </div>
)
