// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Members
/// @notice Who has a voice in votes, and how loud it is: half for a bond in STOA, one for a credential that says this is one
/// person, up to twice that for one who has paid fees to the treasury. A voice counts 30 days after its enrolment.
interface IMembers {
    /// @param bond STOA base units held for him; 0 for one who came with a credential.
    /// @param since Unix seconds from which the voice counts; 0 for one who is no member.
    /// @param exitAt Unix seconds at which he can leave; 0 while he stays.
    /// @param adapter Of his credential; zero for none.
    /// @param nullifier Of his credential at this adapter.
    struct Member {
        uint96 bond;
        uint48 since;
        uint48 exitAt;
        address adapter;
        bytes32 nullifier;
    }

    /// @notice With the payer, which is the member, it names a ledger of the vault.
    struct LedgerKey {
        address gateway;
        address key;
        uint256 serviceId;
    }

    /// @notice EIP-2612 permit for exactly the bond; `deadline` 0 means an allowance is there already.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @param adapter Zero, and `nullifier` too, for one who enrols by bond.
    /// @param since Unix seconds from which the voice counts.
    event Enrolled(
        address indexed account,
        address indexed adapter,
        bytes32 indexed nullifier,
        uint96 bond,
        uint48 since
    );
    event CredentialAdded(address indexed account, address indexed adapter, bytes32 indexed nullifier);
    event ExitStarted(address indexed account, uint48 exitAt);
    event Exited(address indexed account, uint96 bond);
    event Recovered(
        address indexed oldAccount,
        address indexed newAccount,
        address indexed adapter,
        bytes32 nullifier
    );
    /// @param amount Counted now. @param total Counted of this account so far, vault token base units.
    event FeesCounted(address indexed account, uint96 amount, uint96 total);
    /// @param bps Multiplier of the voice, basis points. @param since Unix seconds from which it counts, if it is not over.
    event MultiplierSet(address indexed account, uint16 bps, uint48 since);
    event AdapterSet(address indexed adapter, bool allowed);
    event BondSet(uint96 amount);
    event FeeStepsSet(uint96 first, uint96 second);

    error MembersAlreadyEnrolled(address account);
    error MembersAlreadyCredentialed(address account, address adapter);
    error MembersNotEnrolled(address account);
    error MembersLeaving(address account, uint48 exitAt);
    error MembersNotLeaving(address account);
    error MembersExitTooEarly(uint256 now_, uint48 exitAt);
    error MembersAdapterNotAllowed(address adapter);
    error MembersCredentialUsed(address adapter, bytes32 nullifier, address holder);
    error MembersUnknownCredential(address adapter, bytes32 nullifier);
    error MembersZeroAddress();
    error MembersFutureLookup(uint256 timepoint, uint256 now_);
    error MembersBondOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);
    error MembersFeeStepsOutOfBounds(uint256 first, uint256 second, uint256 minimum, uint256 maximum);

    /// @notice Makes the caller a member by bond, taken by permit or allowance.
    function enrol(Permit calldata permit) external;

    /// @notice Makes the caller a member by credential, or adds one to his bond; then his time runs on.
    /// @param data As the adapter wants it.
    function enrolWith(address adapter, bytes calldata data) external;

    /// @notice Counts what the treasury has had of these ledgers of a member, and gives him the multiplier that he is due
    /// now. Anyone may call, for anyone.
    /// @dev Each base unit is counted once. The ledger's `fees` are the treasury's share alone, which no refund returns and no
    /// withdrawal sets back: he who pays a service of his own still pays that share for good.
    function refresh(address account, LedgerKey[] calldata keys) external;

    /// @notice Ends the caller's voice at once and starts his exit. Proposals whose snapshot is over keep it.
    function startExit() external;

    /// @notice Pays the bond out and frees the credential, EXIT_DELAY after `startExit`. Who comes back starts anew.
    function exit() external;

    /// @notice Moves the membership of the credential's holder to `newAccount`: bond, fees and time. An exit ends with it, since
    /// the thief of the old key may have started it. Anyone may send it; without a credential there is no recovery.
    /// @dev Warning: whoever holds a newer credential for another account of his moves it there. Keep unused ones private.
    /// @param data A credential of the same person for `newAccount`.
    function recover(address newAccount, address adapter, bytes calldata data) external;

    /// @notice Sets the bond of later members, within constant bounds. Governed.
    function setBond(uint96 amount) external;

    /// @notice Sets the fees, vault token base units, from which a voice is 1.5 and 2, within constant bounds. Governed.
    /// @dev Counts for a member from his next `refresh`.
    function setFeeSteps(uint96 first, uint96 second) external;

    /// @notice Allows an adapter, or takes it away; then its members' credentials count for nothing from their next
    /// `refresh`, which anyone may call. Governed.
    function setAdapter(address adapter, bool allowed) external;

    /// @notice Multiplier of an account's voice at a past moment, basis points: 0, 5,000, 10,000, 15,000 or 20,000. Never
    /// changes afterwards.
    /// @param timepoint Unix seconds, before the current block's.
    function multiplierAt(address account, uint256 timepoint) external view returns (uint16 bps);

    /// @notice The newest multiplier of an account, and from when it counts.
    function level(address account) external view returns (uint16 bps, uint48 since);

    function memberOf(address account) external view returns (Member memory);

    /// @notice The live member with this credential; zero for none.
    function holderOf(address adapter, bytes32 nullifier) external view returns (address);

    /// @notice Fees counted of an account, vault token base units.
    function feesOf(address account) external view returns (uint96);

    /// @notice What was counted of a ledger of the vault.
    /// @param ledgerId keccak256(abi.encode(payer, gateway, key, serviceId)).
    function countedOf(bytes32 ledgerId) external view returns (uint96);

    function isAdapter(address adapter) external view returns (bool);

    function bond() external view returns (uint96);

    function feeSteps() external view returns (uint96 first, uint96 second);
}
