// Package engine is the embedded ClickHouse: the same database that runs on
// servers, in a child process of the program, behind ClickHouse's own HTTP
// interface. The program, its tests and any ClickHouse client speak to it as they
// would to a server.
//
// # Parent and child
//
// Start locks the data folder, listens on a loopback port, writes the engine's
// settings and starts the running binary once more (IsChild and RunChild, first
// thing in main). The child enters Landlock, replaces itself by execve so that all
// of its threads are confined, loads libchdb with purego and answers on the
// listeners that it inherited. The parent supervises: a child that dies is
// started again, and as the listeners are the parent's, addresses stay and
// connections wait meanwhile. What was acknowledged is on disk and survives a kill
// of either process (not a power cut: see fsync_after_insert).
//
// A child never outlives its parent: the kernel kills it with the parent
// (Pdeathsig), and the end of its standard input tells it to stop in order.
//
// Of several processes on one folder one owns the engine. The others find it
// through engine.json (mode 0600: address, secret, process ids), make it prove that
// it knows the secret, and use it. The lock on engine.lock, which the kernel frees
// with its process, tells a living owner from what a killed one left behind. An
// owner that ends just stops: with its next request one of the others takes the
// folder over and the rest attach to that one (Engine.Transport). Every connection
// proves itself before anything is sent over it, so a request that found no engine
// was heard by none and goes to the next.
//
// # Below the data folder
//
//	engine.json          while an engine runs: how to reach it
//	engine.lock          who owns the folder
//	clickhouse/data      the tables
//	clickhouse/settings  config.xml and users.xml, written anew at every start
//	clickhouse/backups   the one place for BACKUP and RESTORE
//	clickhouse/temporary, clickhouse/home
//
// # Roles
//
// The loopback address has two users, both with the secret of this start as
// password: UserAdmin, the program itself, and UserReader. The open door
// (Config.ReaderListen) knows only the reader, wants no password and refuses the
// admin's name even with the secret. A reader may ask one statement that reads
// (SELECT, SHOW, DESCRIBE, EXISTS, EXPLAIN) of the tables of Config.ReaderDatabases
// and of what describes them (system.tables, system.columns, system.databases and
// a few more), within Limits. Three walls stand behind each other: the engine's own
// grants and read-only mode, package statement's guard over the engine's canonical
// form of the text, which knows what functions, table functions, system tables and
// formats may be named, and the sandbox. What is on no list is refused, so what a
// newer engine brings is, too. The engine's read-only mode alone does not hold: see
// testdata/attacks.tsv. A statement of a reader that the engine cannot stop ends the
// engine, which is started again.
//
// # Confinement
//
// Under Landlock the child, whoever asks, can open its own folder, its libraries,
// a few facts about the machine and what /proc says of its own threads, and from
// ABI 4 (Linux 6.7) on it can neither connect to anything by TCP nor open a port.
// Its environment is empty but for HOME (an empty folder) and TZ. UDP is not
// covered by Landlock; readers have no function that would send any. On systems
// without Landlock the engine runs with a warning, and the open door stays shut
// unless Config.AllowUnconfined says otherwise. Only Linux on amd64 was tried; the
// code compiles for Linux on arm64 and for macOS.
//
// # What it refuses
//
// Several statements in one request, sessions, external tables, INSERT … SELECT
// FROM input(), unknown settings (the library would ignore them), columns that the
// Native protocol's clients cannot read (Dynamic), requests under another host
// name on loopback (DNS rebinding), and everything above of readers. A query_id is
// handed back but is not the engine's own. BACKUP to a zip file is not compiled
// into the library; a folder works.
package engine
