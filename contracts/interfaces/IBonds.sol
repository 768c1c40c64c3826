// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Bonds
/// @notice Claims on a gateway's bond. The first opens a run of `BOND_WINDOW`, in which the gateway takes no new business
/// and may cure; at its end all claims filed in it are paid pro rata.
/// @dev Not first come, first served: a gateway could otherwise empty its own bond before its victims.
interface IBonds {
    /// @notice One run on a gateway's bond.
    /// @param filed Sum of its claims that are not cured, token base units.
    /// @param pot What the bond gave for them when the run was settled.
    /// @param closesAt Unix seconds from which it can be settled.
    /// @param settled Whether it is over: paid pro rata, or cured.
    /// @param holds Cases of the Court's about its claims.
    struct BondRun {
        uint96 filed;
        uint96 pot;
        uint40 closesAt;
        bool settled;
        uint16 holds;
    }

    event BondClaimFiled(
        address indexed gateway,
        uint256 indexed run,
        address indexed payee,
        uint96 amount,
        uint40 closesAt
    );
    event BondClaimCured(
        address indexed gateway,
        uint256 indexed run,
        address indexed payee,
        address from,
        uint96 amount
    );
    event BondRunSettled(address indexed gateway, uint256 indexed run, uint96 filed, uint96 pot);
    event BondClaimPaid(
        address indexed gateway,
        uint256 indexed run,
        address indexed payee,
        address to,
        uint96 amount
    );

    event BondLocked(address indexed gateway, uint32 cases);
    event BondUnlocked(address indexed gateway, uint32 cases);

    event BondRunHeld(address indexed gateway, uint256 indexed run, uint16 holds);
    event BondRunReleased(address indexed gateway, uint256 indexed run, uint16 holds);
    /// @notice The Court has found `amount` of what the payee had filed to be forged.
    event BondClaimVoided(address indexed gateway, uint256 indexed run, address indexed payee, uint96 amount);

    error GatewayRegistryNotFiler(address caller);
    error GatewayRegistryNotChargeDisputes(address caller);
    error GatewayRegistryBondLocked(address gateway, uint32 cases);
    error GatewayRegistryNoSuchRun(address gateway, uint256 run);
    error GatewayRegistryRunOpen(address gateway, uint256 run, uint40 closesAt);
    error GatewayRegistryRunOver(address gateway, uint256 run);
    error GatewayRegistryRunHeld(address gateway, uint256 run, uint16 holds, uint256 until);
    error GatewayRegistryHoldTooLong(uint256 until, uint256 latest);
    error GatewayRegistryNothingFiled(address gateway, uint256 run, address payee);

    /// @notice Files a claim: ForcedClaims for a publisher, ChargeDisputes for a payer. They alone call it.
    function fileBondClaim(address gateway, address payee, uint96 amount) external;

    /// @notice Keeps a gateway's bond from leaving while a dispute of its charges runs; one more case. ChargeDisputes only.
    function lockBond(address gateway) external;

    /// @notice One case less. ChargeDisputes only.
    function unlockBond(address gateway) external;

    /// @notice Pays all that `payee` has filed in the open run, from the caller. The payee can collect it at once, and the
    /// last cure lifts the stop. Anyone may.
    function cureBondClaims(address gateway, address payee) external;

    /// @notice Ends a run whose window is over and that no case holds: fixes what the bond pays. Anyone may.
    function settleBondRun(address gateway) external;

    /// @notice Keeps the open run from being settled while a case about one of its claims runs, at most until `MAX_HOLD`
    /// after its window. Claims that come meanwhile are in it, and can be cured. Role SLASHER.
    /// @param until Unix seconds by which the case ends. @return run Counted from 1.
    function holdBondRun(address gateway, uint256 until) external returns (uint256 run);

    /// @notice Ends a hold. Role SLASHER.
    function releaseBondRun(address gateway, uint256 run) external;

    /// @notice Takes what is forged out of what the payee has filed in the run, as far as it is there and neither cured nor
    /// settled. Role SLASHER.
    function voidBondClaim(
        address gateway,
        uint256 run,
        address payee,
        uint96 amount
    ) external returns (uint96 voided);

    /// @notice Pays the caller's part of a settled run, and what was cured for him in it.
    /// @param run Counted from 1.
    function collectBondClaims(address gateway, uint256 run, address to) external returns (uint96 amount);

    /// @notice Runs on the gateway's bond so far; the newest may be open.
    function bondRunCount(address gateway) external view returns (uint256);

    function bondRunOf(address gateway, uint256 run) external view returns (BondRun memory);

    /// @notice Disputes that run against the gateway.
    function openCases(address gateway) external view returns (uint32);

    /// @notice What a payee has filed in a run and not cured, and what was cured for him and not collected.
    function bondClaimOf(
        address gateway,
        uint256 run,
        address payee
    ) external view returns (uint96 filed, uint96 cured);
}
