package engine

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/google/renameio/v2"

	"github.com/nightrounds/rounds/load"
)

// Loader is the account that may do everything. Every engine has it, whatever Options.Accounts says.
const Loader = "loader"

var accountName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// prepare makes the engine's folder and writes what the engine reads at its start.
func prepare(o Options) error {
	accounts, err := withLoader(o.Accounts)
	if err != nil {
		return err
	}
	for _, sub := range []string{secretsDir, dataDir, homeDir} {
		if err := os.MkdirAll(filepath.Join(o.Dir, sub), 0o700); err != nil {
			return fmt.Errorf("make the engine's folder: %w", err)
		}
	}
	users, err := usersXML(o.Dir, accounts)
	if err != nil {
		return err
	}
	if err := write(filepath.Join(o.Dir, usersFile), users); err != nil {
		return err
	}
	return write(filepath.Join(o.Dir, configFile), configXML(o.Dir, o.MaxMemory))
}

func write(path, text string) error {
	if err := renameio.WriteFile(path, []byte(text), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// withLoader checks the accounts and gives the loader all rights, adding it when it is not among them.
func withLoader(accounts []load.Account) ([]load.Account, error) {
	all := []load.Account{{Name: Loader, Doc: "May do everything: for this program.", Grants: []string{"GRANT ALL ON *.*"}}}
	seen := map[string]bool{"default": true}
	for _, a := range accounts {
		if !accountName.MatchString(a.Name) || seen[a.Name] {
			return nil, fmt.Errorf("account name %q is malformed, reserved or used twice", a.Name)
		}
		seen[a.Name] = true
		if a.Name != Loader {
			all = append(all, a)
		}
	}
	return all, nil
}

// password returns the account's password, made at its first use and kept in a file that only the owner reads.
func password(dir, account string) (string, error) {
	path := PasswordFile(dir, account)
	kept, err := os.ReadFile(path)
	if err == nil && len(kept) > 0 {
		return strings.TrimSpace(string(kept)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the password file of account %s: %w", account, err)
	}
	fresh := hex.EncodeToString(randomBytes(24))
	return fresh, write(path, fresh)
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never returns an error
	return b
}

// PasswordFile names the 0600 file that holds the password of an account of the engine in dir.
func PasswordFile(dir, account string) string { return filepath.Join(dir, secretsDir, account) }

// configXML keeps the engine small, for two cores and one job. The three silenced loggers quote queries and rows; the error
// log is left to what happens in the background, such as a broken part or a full disk.
func configXML(dir string, maxMemory int64) string {
	return fmt.Sprintf(configTemplate, text(filepath.Join(dir, usersFile)), text(filepath.Join(dir, errorLog)), maxMemory, keptFree)
}

// keptFree is how many bytes of the disk an insert must leave alone. It is far from none: libchdb 26.7 answers an insert whose
// files the full disk cut short as if all were well.
const keptFree = 64 << 20

// Backups may go wherever the operating system lets us write: only the loader may make one, and it may write files anyway. A
// dropped table goes at once: it is one that a publish replaced, and a purge wants its bytes gone.
const configTemplate = `<clickhouse>
  <users_config>%s</users_config>
  <timezone>UTC</timezone>
  <logger>
    <errorlog>%s</errorlog><size>1M</size><count>2</count>
    <levels>
      <executeQuery>none</executeQuery>
      <DynamicQueryHandler>none</DynamicQueryHandler>
      <TCPHandler>none</TCPHandler>
    </levels>
  </logger>
  <access_control_improvements>
    <select_from_system_db_requires_grant>true</select_from_system_db_requires_grant>
    <select_from_information_schema_requires_grant>false</select_from_information_schema_requires_grant>
  </access_control_improvements>
  <max_server_memory_usage>%d</max_server_memory_usage>
  <mark_cache_size>67108864</mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <background_pool_size>2</background_pool_size>
  <background_merges_mutations_concurrency_ratio>2</background_merges_mutations_concurrency_ratio>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <background_common_pool_size>2</background_common_pool_size>
  <background_move_pool_size>1</background_move_pool_size>
  <background_fetches_pool_size>1</background_fetches_pool_size>
  <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
  <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
  <backups><allowed_path>/</allowed_path></backups>
  <database_atomic_delay_before_drop_table_sec>0</database_atomic_delay_before_drop_table_sec>
  <merge_tree>
    <min_free_disk_bytes_to_perform_insert>%d</min_free_disk_bytes_to_perform_insert>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
    <number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>2</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
  </merge_tree>
</clickhouse>
`

// usersXML renders the accounts. The engine's own session is always user default without a password, so default may
// do nothing but open the ports (and SELECT 1, which needs no grant).
func usersXML(dir string, accounts []load.Account) (string, error) {
	var b strings.Builder
	b.WriteString(usersHead)
	writeUser(&b, "default", "<password></password>", "stranger", []string{"GRANT SYSTEM LISTEN ON *.*"})
	for _, a := range accounts {
		secret, err := password(dir, a.Name)
		if err != nil {
			return "", err
		}
		hash := sha256.Sum256([]byte(secret))
		profile := "default"
		if a.ReadOnly {
			profile = "reader"
		}
		writeUser(&b, a.Name, "<password_sha256_hex>"+hex.EncodeToString(hash[:])+"</password_sha256_hex>", profile, a.Grants)
	}
	b.WriteString("  </users>\n</clickhouse>\n")
	return b.String(), nil
}

// usersHead holds the profiles. readonly is 2 because clickhouse-go sends settings with every query; the constraints
// keep a reader from lifting its own limits. A stranger is whoever comes without a password. Times are in seconds, memory in
// bytes.
const usersHead = `<clickhouse>
  <profiles>
    <default/>
    <reader>
      <readonly>2</readonly>
      <max_memory_usage>2000000000</max_memory_usage>
      <max_execution_time>300</max_execution_time>
      <constraints>
        <max_memory_usage><min>1</min><max>2000000000</max></max_memory_usage>
        <max_execution_time><min>1</min><max>3600</max></max_execution_time>
      </constraints>
    </reader>
    <stranger>
      <max_memory_usage>100000000</max_memory_usage>
      <max_execution_time>5</max_execution_time>
      <max_threads>1</max_threads>
      <constraints>
        <max_memory_usage><const/></max_memory_usage>
        <max_execution_time><const/></max_execution_time>
        <max_threads><const/></max_threads>
      </constraints>
    </stranger>
  </profiles>
  <quotas><default/></quotas>
  <users>
`

func writeUser(b *strings.Builder, name, secret, profile string, grants []string) {
	fmt.Fprintf(b, "    <%s>\n      %s\n", name, secret)
	b.WriteString("      <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>\n")
	fmt.Fprintf(b, "      <profile>%s</profile>\n      <quota>default</quota>\n      <grants>", profile)
	if len(grants) == 0 {
		// Without any grant ClickHouse would give all rights.
		grants = []string{"GRANT USAGE ON *.*"}
	}
	for _, g := range grants {
		fmt.Fprintf(b, "<query>%s</query>", text(g))
	}
	fmt.Fprintf(b, "</grants>\n    </%s>\n", name)
}

// text escapes s for use between XML tags.
func text(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
