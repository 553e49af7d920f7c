/** What a reader of the pages sees first. Markdown: both pages show it. */
export const INTRODUCTION = `Who is in which CRM, and who in all of them? Records of several systems (**sources**) go in; unions, intersections and differences of
their customers come out. These routes read and change no CRM, and nothing of the merging of contacts reads these records.

1. **Bring records in**: \`POST /api/v1/customers\` (one), \`…/bulk\` (all or none), \`…/upload\` (a CSV as a stream). Each names its \`source\`.
2. **Ask**: \`GET /api/v1/deduplication/analyze\` counts customers and duplicates over all sources, \`…/compare-sources\` says who is only in one, and
   \`…/sets\` answers any set question by id, e-mail or phone.
3. **Errors** are \`{"detail": …}\` as FastAPI has them, or problems of RFC 9457; none repeats the value that was sent.
4. **Runs** of the merging tool are seen, started, decided and stopped at \`/api/v1/runs\` and its neighbours, by people who are logged in or have a token
   with a role of their own; see \`docs/pages.md\`.

Where a token is asked for, send \`Authorization: Bearer …\` (the setting
\`API_TOKEN\`). Why it is as it is: \`docs/api.md\`.`;
