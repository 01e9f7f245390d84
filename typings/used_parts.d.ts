/** What the app imports of big modules, and no more; see dev/build/host_page.mjs. */
declare module 'used:*';
